"""What an office may change: `sheets_config.json`, checked as a whole."""

import os

# Otherwise every start of a command looks through all installed packages for additions to pydantic; there are none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
