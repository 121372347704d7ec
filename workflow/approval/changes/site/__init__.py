"""Changes to what belongs to the whole site: the agency's particulars and redirects."""
