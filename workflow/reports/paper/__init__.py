"""A report on paper and as a workbook: the same words and numbers as on the page."""
