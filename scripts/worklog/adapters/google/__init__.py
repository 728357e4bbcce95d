"""The log as a Google Sheet: reading it, publishing into it, and making its form."""
