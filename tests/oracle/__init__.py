"""A second, deliberately simple reading of the checks, and the logs to compare it on."""
