"""A stand-in for what starts programs together with the computer."""

from worklog.adapters.autostart.entry import AutostartError, Entry, Registered


class System:
    """Keeps what it is to start, and starts nothing."""

    service = "sistem uji"

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.refuses = False

    def install(self, entry: Entry) -> list[str]:
        if self.refuses:
            raise AutostartError("Windows menolak.")
        self.entries.append(entry)
        return [f"terdaftar: {entry.name}", "sudah dijalankan"]

    def remove(self, entry: Entry) -> list[str]:
        self.entries.remove(entry)
        return ["dihapus"]

    def registered(self, entry: Entry) -> Registered:
        if entry in self.entries:
            return "yes"
        return "elsewhere" if entry.name in {known.name for known in self.entries} else "no"
