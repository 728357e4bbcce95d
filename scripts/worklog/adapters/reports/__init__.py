"""Report files: templates filled, pages laid out, saved, and turned into PDF."""
