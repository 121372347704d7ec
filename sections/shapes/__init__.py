"""The shapes that section pages share: section, listing, item, register."""
