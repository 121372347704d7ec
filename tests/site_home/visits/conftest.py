"""An empty spool for each test."""

import pytest

from site_home.visits import spool, visitors


@pytest.fixture
def spool_folder(settings, tmp_path):
    """The folder of the spool, empty, with no salt remembered."""
    settings.VAR_DIR = tmp_path
    visitors._salt.cache_clear()
    yield spool.folder()
    visitors._salt.cache_clear()
