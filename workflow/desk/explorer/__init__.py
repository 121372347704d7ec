"""The page lists of the editing interface, with unit, clock and place in the chain of each page."""
