"""Loads the project's templates without their indentation: a third of a page is spaces else."""

import re

from django.template.loaders import filesystem

_INDENTATION = re.compile(r"\n[ \t]+")
# Where spaces at the start of a line are content.
_KEEPS_SPACES = re.compile(r"<(?:pre|textarea)\b", re.IGNORECASE)


class Loader(filesystem.Loader):
    """The filesystem's loader; HTML comes without the spaces that begin its lines."""

    def get_contents(self, origin):
        """The template's source, its line numbers unchanged."""
        source = super().get_contents(origin)
        if origin.name.endswith(".html") and not _KEEPS_SPACES.search(source):
            return _INDENTATION.sub("\n", source)
        return source
