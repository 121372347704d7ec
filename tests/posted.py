"""What a browser sends back of a form as it stands, read from its HTML."""

from html.parser import HTMLParser

_UNSENT = {"submit", "button", "file", "reset", "image"}


def posted(html: str, form_id: str) -> dict[str, list[str]]:
    """Names and values of the controls inside the form `form_id`."""
    reader = _Form(form_id)
    reader.feed(html)
    return reader.values


class _Form(HTMLParser):
    def __init__(self, form_id: str):
        super().__init__()
        self.form_id = form_id
        self.values: dict[str, list[str]] = {}
        self._inside = False
        self._select = self._textarea = ""
        self._text = ""

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self._inside = attributes.get("id") == self.form_id
        elif self._inside and "disabled" not in attributes:
            self._control(tag, attributes)

    def _control(self, tag, attributes):
        name = attributes.get("name", "")
        if tag == "input" and name:
            kind = attributes.get("type", "text")
            ticked = kind not in ("checkbox", "radio") or "checked" in attributes
            if ticked and kind not in _UNSENT:
                self._add(name, attributes.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in attributes:
            self._add(self._select, attributes.get("value") or "")
        elif tag == "textarea":
            self._textarea, self._text = name, ""

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._textarea:
            self._add(self._textarea, self._text.removeprefix("\n"))
            self._textarea = ""

    def handle_data(self, data):
        if self._textarea:
            self._text += data

    def _add(self, name, value):
        self.values.setdefault(name, []).append(value)
