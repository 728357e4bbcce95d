"""The roles of the SOP, in the order of its worksheet columns."""

from __future__ import annotations

ADMIN = "Admin"


GENERAL_STAFF = "Fungsional Umum"


SUBDIVISION_HEAD = "Es. IV Kasubag"


SECRETARY = "Es. III Sekretaris"


COMMISSIONER = "Ketua/Anggota"


ROLES = (ADMIN, GENERAL_STAFF, SUBDIVISION_HEAD, SECRETARY, COMMISSIONER)
"""The SOP's roles in the order of its worksheet columns."""
