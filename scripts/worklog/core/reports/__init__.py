"""What both reports share: figures, letterhead, earlier days, who acts."""
