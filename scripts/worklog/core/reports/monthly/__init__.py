"""The monthly report as figures and tables."""
