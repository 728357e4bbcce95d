"""The work log, its checks and its reports."""

import tempfile

# On Windows a folder that refuses is taken for a name in use, and 2 billion other names would be tried.
setattr(tempfile, "TMP_MAX", 100)  # noqa: B010 - typeshed has it as final
