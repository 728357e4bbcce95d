"""What a check publishes: blocks, Hasil, Ringkasan, JSON, and when that still holds."""
