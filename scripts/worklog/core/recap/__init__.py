"""Many offices at one glance: the figures of each, and the tables over all of them."""
