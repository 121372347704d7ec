"""The interface speaks Vietnamese: our catalogues are whole, sound and compiled."""

import json
import re
import unicodedata
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils.translation import gettext, ngettext, override
from django.views.i18n import JavaScriptCatalog

from site_home.management.commands.compilecatalogues import compiled

CATALOGUES = Path(settings.BASE_DIR) / "site_home" / "locale" / "vi" / "LC_MESSAGES"
DOMAINS = ["django", "djangojs"]
WAGTAIL = Path(find_spec("wagtail").origin).parent
PACKAGES = [
    "admin",
    "",
    "users",
    "images",
    "documents",
    "search",
    "snippets",
    "sites",
    "embeds",
    "contrib/settings",
    "contrib/typed_table_block",
]
ENOUGH = 0.99

MARKS = re.compile(r"%%|%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?[a-z][^>]*>")
# xóa, tùy, khỏe: the tone stands on the first vowel, as in Wagtail's own catalogue.
NEW_STYLE_TONE = re.compile(r"o[àáảãạèéẻẽẹ]\b|(?<!q)u[ỳýỷỹỵ]\b", re.IGNORECASE)


def catalogue(domain):
    return polib.pofile(str(CATALOGUES / f"{domain}.po"))


def translations(entry):
    """Return every Vietnamese text of ``entry`` (one even for plurals: nplurals is 1)."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def edges(text):
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def marks(text):
    return Counter(MARKS.findall(text))


def keeps_marks(entry):
    """Tell whether the placeholders and tags of ``entry`` survive its translation.

    A plural may follow its English singular or its plural: Vietnamese has one form for both.
    """
    sources = [marks(source) for source in (entry.msgid, entry.msgid_plural) if source]
    return all(marks(text) in sources for text in translations(entry))


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_entry_is_translated_once(domain):
    entries = catalogue(domain)
    assert [e.msgid for e in entries if not all(map(str.strip, translations(e)))] == []
    assert [e.msgid for e in entries if e.fuzzy or e.obsolete] == []
    counts = Counter((e.msgctxt, e.msgid) for e in entries)
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_tags_and_edges_are_kept(domain):
    entries = catalogue(domain)
    assert [e.msgid for e in entries if not keeps_marks(e)] == []
    assert [e.msgid for e in entries for t in translations(e) if edges(t) != edges(e.msgid)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_texts_are_composed_and_toned_alike(domain):
    texts = [text for entry in catalogue(domain) for text in translations(entry)]
    assert [t for t in texts if not unicodedata.is_normalized("NFC", t)] == []
    assert [t for t in texts if NEW_STYLE_TONE.search(t)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_vietnamese_has_one_plural_form(domain):
    entries = catalogue(domain)
    assert entries.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert [e.msgid for e in entries if e.msgid_plural and list(e.msgstr_plural) != [0]] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_catalogue_is_current(domain):
    source = CATALOGUES / f"{domain}.po"
    assert source.with_suffix(".mo").read_bytes() == compiled(source)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda name: name or "core")
def test_wagtail_is_translated(package):
    wanted, missing = 0, []
    locales = WAGTAIL / package / "locale"
    for english in sorted((locales / "en" / "LC_MESSAGES").glob("*.po")):
        # A new package may ship no Vietnamese at all.
        shipped = locales / "vi" / "LC_MESSAGES" / english.name
        entries = catalogue(english.stem) + (polib.pofile(str(shipped)) if shipped.exists() else [])
        known = {(e.msgctxt, e.msgid) for e in entries if e.translated()}
        keys = [(e.msgctxt, e.msgid) for e in polib.pofile(str(english)) if not e.obsolete]
        wanted += len(keys)
        missing += [key for key in keys if key not in known]
    assert wanted > 0
    assert len(missing) <= wanted * (1 - ENOUGH), missing


def test_our_words_win_over_the_packages():
    with override("vi"):
        assert gettext("Publish") == "Đăng"
        assert gettext("Inspect") == "Xem chi tiết"
        assert ngettext("Delete 1 page", "Delete %(counter)s pages", 1) == "Xóa %(counter)s trang"


def test_admin_javascript_speaks_vietnamese(rf):
    with override("vi"):
        script = JavaScriptCatalog.as_view(packages=["wagtail.admin"])(rf.get("/")).content
    assert json.dumps("Ẩn hoặc hiện thanh bên") in script.decode()


@pytest.fixture
def small_catalogue(tmp_path):
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid "Page"\nmsgstr "Trang"\n', encoding="utf-8")
    with override_settings(LOCALE_PATHS=[tmp_path]):
        yield folder


def test_command_compiles_what_changed(small_catalogue, capsys):
    call_command("compilecatalogues")
    assert polib.mofile(str(small_catalogue / "django.mo")).find("Page").msgstr == "Trang"
    assert "django.mo" in capsys.readouterr().out
    call_command("compilecatalogues")
    assert capsys.readouterr().out == ""


def test_command_check_reports_a_stale_file_and_writes_nothing(small_catalogue):
    with pytest.raises(CommandError, match=r"Chưa biên dịch lại: .*django\.mo"):
        call_command("compilecatalogues", check=True)
    assert not (small_catalogue / "django.mo").exists()


@pytest.mark.parametrize("content", [b"not a catalogue\n", b'msgid "\xff"\nmsgstr "x"\n'])
def test_command_names_a_broken_catalogue(small_catalogue, content):
    (small_catalogue / "django.po").write_bytes(content)
    with pytest.raises(CommandError, match=r"django\.po"):
        call_command("compilecatalogues")
