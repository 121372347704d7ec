"""Which content a person has opened before deciding."""
