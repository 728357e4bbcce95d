"""Whether all is well with an office's program, and what to do where it is not; nothing is changed.

`signs` says what a thing looked at is worth, `timer` looks at what runs when, `places` at files, folders and
network, `messages` at how people are told; `examination` looks at it all.
"""
