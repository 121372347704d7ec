"""Journeys of the four people in a real browser."""
