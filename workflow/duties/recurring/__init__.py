"""Obligations that come again: each working day, week, month, quarter, half year, year."""
