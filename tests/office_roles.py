"""The roles of the SOP of KPU Kabupaten Pekalongan, which most tests take, in the order of its worksheet columns."""

from __future__ import annotations

from worklog.core.log.tabs import log_tab, staff_tabs

ADMIN = "Admin"
GENERAL_STAFF = "Fungsional Umum"
SUBDIVISION_HEAD = "Es. IV Kasubag"
SECRETARY = "Es. III Sekretaris"
COMMISSIONER = "Ketua/Anggota"
ROLES = (ADMIN, GENERAL_STAFF, SUBDIVISION_HEAD, SECRETARY, COMMISSIONER)
"""The SOP's roles in the order of its worksheet columns."""

LOG, STAFF_TABS = log_tab(ROLES), staff_tabs(ROLES)
"""Buku Kerja and all tabs that people fill, with the columns of these roles."""
