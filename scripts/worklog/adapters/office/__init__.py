"""What the office is given from outside: SOP files and national days."""
