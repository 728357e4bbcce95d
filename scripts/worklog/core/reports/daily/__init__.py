"""The daily report as figures and tables."""
