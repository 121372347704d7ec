"""Changes to images and documents that the public sees."""
