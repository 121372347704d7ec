"""Founding: an agency's site, people's rights and chain come to exist from its regulation."""
