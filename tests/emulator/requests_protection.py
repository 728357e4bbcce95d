"""Requests for protected ranges."""

from __future__ import annotations

from emulator import masks
from emulator.cells import JSON
from emulator.edits import Edit, handles
from emulator.errors import Unsupported, invalid
from emulator.lying_over import lying_over
from emulator.protection import shown_protection
from emulator.ranges import area_of


@handles("addProtectedRange")
def add_protected_range(edit: Edit, told: JSON) -> JSON:
    given = _checked_protection(edit, dict(told.get("protectedRange", {})))
    sheet = edit.sheet(edit.protected_range(given))
    protected_id = given.pop("protectedRangeId", None) or edit.book.new_id()
    protected = {"protectedRangeId": protected_id, **given}
    sheet.laid_over["protectedRanges"].append(protected)
    asked = {name: people for name, people in told["protectedRange"].get("editors", {}).items() if people}
    return {"protectedRange": shown_protection(edit.book, protected, edit.email) | {"editors": asked}}


@handles("updateProtectedRange")
def update_protected_range(edit: Edit, told: JSON) -> None:
    new = told.get("protectedRange", {})
    mask = masks.update_mask(told.get("fields"), "ProtectedRange", root="protectedRange")
    sheet, index, old = lying_over(edit.book, "protectedRanges", "protectedRangeId", new.get("protectedRangeId"))
    edit.check_may_change(old)
    changed = masks.updated(old, new, mask) | {"protectedRangeId": old["protectedRangeId"]}
    del sheet.laid_over["protectedRanges"][index]
    protected = _checked_protection(edit, changed)
    edit.sheet(edit.protected_range(protected)).laid_over["protectedRanges"].insert(index, protected)


@handles("deleteProtectedRange")
def delete_protected_range(edit: Edit, told: JSON) -> None:
    sheet, index, old = lying_over(edit.book, "protectedRanges", "protectedRangeId", told.get("protectedRangeId"))
    edit.check_may_change(old)
    del sheet.laid_over["protectedRanges"][index]


def _checked_protection(edit: Edit, told: JSON) -> JSON:
    """A protected range that the service would take, with its editors."""
    if ("range" in told) == ("namedRangeId" in told):
        raise invalid("Exactly one of range and namedRangeId must be set.")
    if "tableId" in told:
        raise Unsupported("the protection of a table")
    sheet = edit.sheet(edit.protected_range(told))
    whole = area_of(edit.protected_range(told), sheet)
    for free in told.get("unprotectedRanges", ()):
        if whole != sheet.area or not whole.holds(area_of(free, sheet)):
            raise invalid("unprotectedRanges are only allowed inside a protected sheet")
    if told.get("warningOnly"):
        if told.get("editors", {}).get("users"):
            raise invalid("Editors are not supported with warningOnly protection.")
        return told | {"editors": _checked_editors(edit, None)}
    given = {name: value for name, value in told.items() if name != "warningOnly"}
    return given | {"editors": _checked_editors(edit, told.get("editors"))}


def _checked_editors(edit: Edit, told: JSON | None) -> JSON:
    """The people who may edit a protected range: those named, always with the owner."""
    roles = edit.book.roles
    if told is None:
        return {"users": [email for email, role in roles.items() if role in ("owner", "writer")]}
    if told.get("groups") or "domainUsersCanEdit" in told:
        raise Unsupported("groups and domains as editors")
    users = told.get("users", [])
    strangers = [email for email in users if roles.get(email) not in ("owner", "writer")]
    if strangers:
        raise invalid(f"The following users do not have write access to the spreadsheet: {', '.join(strangers)}")
    if edit.email != edit.book.owner and edit.email not in users:
        raise invalid("You can't remove yourself as an editor.")
    return {"users": [*users, *([] if edit.book.owner in users else [edit.book.owner])]}
