"""The log of an office in one Parquet file: its cells as typed, and what they are to be judged on."""
