"""Rich text as words: paragraphs and list items as lines, links with their address."""

from html.parser import HTMLParser

from sections.base.models import BasePage
from sections.base.text import clean_text
from sections.media.models import AgencyDocument, AgencyImage

from .words import LINE, PARAGRAPH, Ref, Word, words_of

_BLOCKS = frozenset({"p", "div", "li", "blockquote", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_LOOKS = {
    "b": "in đậm",
    "strong": "in đậm",
    "i": "in nghiêng",
    "em": "in nghiêng",
    "u": "gạch chân",
    "s": "gạch ngang",
    "del": "gạch ngang",
    "strike": "gạch ngang",
    "sup": "chỉ số trên",
    "sub": "chỉ số dưới",
    "code": "mã máy",
}
_LINKED = {"page": BasePage, "document": AgencyDocument}
_HEADINGS = {f"h{level}": f"[tiêu đề cấp {level}]" for level in range(1, 7)}


def words_of_html(html: str | None) -> list[Word]:
    """The words of rich text as the database holds it (`<a linktype>`, `<embed>`)."""
    reader = _Reader()
    reader.feed(clean_text(html or ""))
    reader.close()
    while reader.words and reader.words[-1].text == "\n":
        reader.words.pop()
    return reader.words


def ref_to(model, pk) -> Ref:
    """The reference to the record `pk` of `model`."""
    return Ref(model._meta.label_lower, int(pk) if str(pk).isdecimal() else str(pk))


class _Reader(HTMLParser):
    """Collects `words` while the parser walks through the text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words: list[Word] = []
        self._looks: list[str] = []
        self._links: list[Word | None] = []
        self._lists: list[int | None] = []
        self._touches = False

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in _BLOCKS:
            self._new_line()
        if tag in _LOOKS:
            self._looks.append(_LOOKS[tag])
        elif tag == "a":
            self._links.append(_address(values))
        elif tag in {"ul", "ol"}:
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._add(self._bullet())
        elif tag in _HEADINGS:
            self._add(Word(_HEADINGS[tag]))
        else:
            self._void_element(tag, values)

    def handle_endtag(self, tag):
        if tag in _LOOKS and _LOOKS[tag] in self._looks:
            self._looks.remove(_LOOKS[tag])
        elif tag == "a" and self._links:
            address = self._links.pop()
            if address is not None:
                self._add(address)
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()

    def handle_data(self, data):
        look = ", ".join(dict.fromkeys(self._looks))
        # A line end inside the text is a blank to the reader.
        glued = self._touches and not data[0].isspace()
        for word in words_of(data.replace("\n", " ")):
            self._add(Word(word.text, look, glued=glued))
            glued = False
        self._touches = not data[-1].isspace()

    def _void_element(self, tag, values):
        if tag == "br":
            self._touches = False
            self._add(LINE)
        elif tag == "hr":
            self._new_line()
            self._add(Word("[đường kẻ ngang]"))
        elif tag == "embed":
            self._new_line()
            for word in _embedded(values):
                self._add(word)

    def _bullet(self) -> Word:
        depth = len(self._lists)
        if not self._lists or self._lists[-1] is None:
            return Word("•" if depth < 2 else "–", sign=f"ul{depth}")
        self._lists[-1] += 1
        return Word(f"{self._lists[-1]}.", sign=f"ol{depth}")

    def _new_line(self):
        self._touches = False
        if self.words and self.words[-1].text != "\n":
            self._add(PARAGRAPH)

    def _add(self, word: Word):
        self.words.append(word)


def _address(values: dict) -> Word | None:
    model = _LINKED.get(values.get("linktype"))
    if model is not None and values.get("id"):
        return Word("({})", ref=ref_to(model, values["id"]))
    return Word(f"({values['href']})") if values.get("href") else None


def _embedded(values: dict) -> list[Word]:
    if values.get("embedtype") == "image" and values.get("id"):
        details = f"{values.get('alt') or ''} {_places(values.get('format'))}"
        return [Word("{}", ref=ref_to(AgencyImage, values["id"])), *words_of(details)]
    return [Word("[nhúng]"), *words_of(values.get("url"))]


def _places(name: str | None) -> str:
    words = {"left": "[bên trái]", "right": "[bên phải]", "fullwidth": "[cả chiều rộng]"}
    return words.get(name or "", f"[{name}]" if name else "")
