"""How the log is judged: trace, timeline, facts, rules, and how things stand."""
