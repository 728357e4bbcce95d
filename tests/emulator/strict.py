"""What nobody outside Google knows of its service: each taken the way that is harder for a client.

A spreadsheet answers the usual way unless its `strict` names some of them. None is a recorded fact.
"""

from __future__ import annotations

from enum import Flag, auto


class Strict(Flag):
    """A way in which the service may differ from what a client would like."""

    ID_ONCE_A_BATCH = auto()
    """Developer metadata that a batch deleted cannot be made again under its id in the same batch."""
    NOTHING_TO_DELETE = auto()
    """Deleting developer metadata that is not there is refused."""
    METADATA_STAYS = auto()
    """Developer metadata cannot be deleted, as was once told of a copied spreadsheet."""
    ECHO_CLIPPED = auto()
    """A gridRange is echoed with all its ends, inside the grid."""
    VALIDATED_IS_DATA = auto()
    """appendCells writes below cells that have a dropdown or a check, though nothing stands in them."""
    OVERLAPPING_TURNED = auto()
    """Ranges that overlap are answered in the other order."""


USUAL = Strict(0)
EVERYTHING = ~USUAL
