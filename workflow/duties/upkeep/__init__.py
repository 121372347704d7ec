"""What stands on the site and must be kept up to date: sections that go stale, pages due for review."""
