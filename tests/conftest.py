"""Settings of all tests."""

from hypothesis import settings

# A slow or busy computer must not turn a right answer into a failure.
settings.register_profile("office", deadline=None)
settings.load_profile("office")
