"""The recap of many offices: which they are, judging each on its own, on one computer or on many, and the workbook."""
