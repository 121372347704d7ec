"""Formatted text on its way from the editor into the database."""
