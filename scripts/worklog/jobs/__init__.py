"""The jobs behind the commands: set up, check and publish, report."""
