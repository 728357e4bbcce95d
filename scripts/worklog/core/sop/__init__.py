"""The SOP: roles, steps, flows, and all its versions."""
