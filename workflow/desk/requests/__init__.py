"""Change requests on the desk: asking, the screen of one request, the lists.

`targets` says about what may be asked, `forms` what is typed, `screen` shows one request to one
person, `queries` lists them, `stock_doors` leads here from the pages that would refuse.
"""
