"""Trying what the program takes for granted of Google."""
