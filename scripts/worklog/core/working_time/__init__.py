"""Working hours, calendars, and the two clocks of the SOP."""
