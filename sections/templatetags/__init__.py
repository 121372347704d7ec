"""Template tags of the sections."""
