"""A public page as one file that reads the same years later, without the site."""

import base64
import mimetypes
import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.urls import resolve

# Pictures beyond this many bytes stay addresses: a gallery must not fill the memory.
PICTURES_LIMIT = 12 * 1024 * 1024

_STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"(?: media="([^"]+)")?>')
# A kept file neither runs the site's scripts nor points to its icons, fonts and feeds.
_LEFT_OUT = re.compile(
    r'<script\b[^>]*></script>|<source\b[^>]*>|<link rel="(?:preload|icon|alternate)"[^>]*>'
)
_FONT_FACE = re.compile(r"@font-face\s*{[^}]*}")
_URL_IN_STYLE = re.compile(r"url\([^)]*\)")
_PICTURE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]+)(")')
_SIZES = re.compile(r'\s(?:srcset|sizes|loading)="[^"]*"')
_LOCAL_ADDRESS = re.compile(r'(\s(?:href|src|poster)=")(/[^"/][^"]*|/)(?=")')


def one_file(request, html: str, name: str) -> HttpResponse:
    """`html` as a download `<name>.html`: styles and pictures inside, addresses in full."""
    html = _LEFT_OUT.sub("", html)
    html = _STYLESHEET.sub(lambda match: _style(request, match[1], match[2]), html)
    html = _with_pictures(html)
    home = request.build_absolute_uri("/").rstrip("/")
    html = _LOCAL_ADDRESS.sub(lambda match: f"{match[1]}{home}{match[2]}", html)
    return HttpResponse(
        html,
        content_type="text/html; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.html"'},
    )


def _style(request, href: str, media: str | None) -> str:
    path = urlsplit(href).path
    if path.startswith(settings.STATIC_URL):
        css = _static_text(path.removeprefix(settings.STATIC_URL))
    else:
        css = resolve(path).func(request).content.decode()
    css = _URL_IN_STYLE.sub("none", _FONT_FACE.sub("", css))
    return f'<style media="{media or "all"}">{css}</style>'


def _static_text(name: str) -> str:
    """The text of a static file: as collected, or from its folder while developing."""
    source = finders.find(name)
    if source:
        with open(source, encoding="utf-8") as file:
            return file.read()
    with staticfiles_storage.open(name) as file:
        return file.read().decode()


def _with_pictures(html: str) -> str:
    left = PICTURES_LIMIT

    def embed(match: re.Match) -> str:
        nonlocal left
        name = unquote(urlsplit(match[2]).path).removeprefix(settings.MEDIA_URL)
        if not match[2].startswith(settings.MEDIA_URL) or not default_storage.exists(name):
            return match[0]
        size = default_storage.size(name)
        if size > left:
            return match[0]
        left -= size
        with default_storage.open(name) as file:
            data = base64.b64encode(file.read()).decode()
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return f"{match[1]}data:{kind};base64,{data}{match[3]}"

    return _PICTURE.sub(embed, re.sub(r"<img\b[^>]*>", lambda tag: _SIZES.sub("", tag[0]), html))
