"""Template tags of the base room."""
