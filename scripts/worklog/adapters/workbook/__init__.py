"""The log as a local workbook: reading it, publishing into it, and making its form."""
