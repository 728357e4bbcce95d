"""Making and repairing the form of a workbook."""
