"""The log as it was typed: tabs, grids, cells, and the tables they are parsed into."""
