"""Saving a workbook without losing anything that was in it."""
