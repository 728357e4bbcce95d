"""How the log looks, whatever it is kept in: columns, choices, colours, the pages that the script writes."""
