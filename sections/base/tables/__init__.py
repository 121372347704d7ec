"""Tables that are content of a page: registers, directories, price lists.

The rows live in one column of the page, so a draft, its approval, its hash and its difference
cover the whole table, and showing it costs no query.
"""

from .columns import Column
from .field import TableField
from .searching import Facet, search_rows

__all__ = ["Column", "Facet", "TableField", "search_rows"]
