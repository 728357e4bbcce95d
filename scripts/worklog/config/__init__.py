"""What an office may change: `sheets_config.json`, checked as a whole."""
