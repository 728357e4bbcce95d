"""The SOP as a worksheet laid out like the decree: read, completed by proposals, confirmed, and written."""
