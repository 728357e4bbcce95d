"""Starting the timer together with the computer."""
