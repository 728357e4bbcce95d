"""Files as other programs leave them: locks, archives, temporary files, rights, and programs that are started."""
