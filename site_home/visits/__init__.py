"""How often the sites are read: counted off the request path, nobody identified."""
