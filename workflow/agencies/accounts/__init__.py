"""Accounts of an agency: invited, changed, deactivated by the role that the regulation names."""
