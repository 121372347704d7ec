"""The head's review of the record: periods, what deserves attention, sign-off, reminders."""
