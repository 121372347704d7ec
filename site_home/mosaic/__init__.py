"""The home page as a mosaic that each board arranges: what may stand in it, how it is gathered."""
