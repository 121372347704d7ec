"""What words alone tell: capitals, words that say nothing, words that name another publisher."""

import re

from sections.base.text import fold

# Folded: case, accents and punctuation make no difference.
_VAGUE_LINKS = frozenset(
    {
        "day", "o day", "tai day", "xem", "xem day", "xem o day", "xem tai day", "xem them",
        "xem them tai day", "xem chi tiet", "xem chi tiet tai day", "chi tiet",
        "chi tiet tai day", "chi tiet xem tai day", "vao day", "bam vao day", "bam vao",
        "bam tai day", "nhan vao day", "nhan tai day", "kich vao day", "click vao day",
        "click", "click here", "here", "tai ve", "tai ve tai day", "tai xuong", "link",
        "duong link", "duong dan", "lien ket", "doc tiep", "doc them", "read more", "more",
        "file", "tep", "file dinh kem", "van ban tai day", "truy cap tai day",
    }
)  # fmt: skip
_VAGUE_ALTS = frozenset(
    {
        "anh", "hinh", "hinh anh", "buc anh", "anh minh hoa", "hinh minh hoa", "image",
        "picture", "photo", "anh chup", "logo", "anh 1", "hinh 1",
    }
)  # fmt: skip
_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic)$|^(?:img|dsc[nf]?|image|photo|zalo|screenshot)[-_ ]?\d+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
# Of the letters; «KẾ HOẠCH về …» has fewer.
_CAPITAL_SHARE = 0.8

_PUBLISHER = (
    r"(?:\bbáo\b(?!\s+cáo)|\btạp\s+chí\b|\bTTXVN\b|\bthông\s+tấn\s+xã\b|\bcổng\s+thông\s+tin\b"
    r"|\bcổng\s+TTĐT\b|\btrang\s+thông\s+tin\b|\bđài\s+(?:truyền|phát|tiếng|PT)|\b(?:VOV|VTV)\d*\b"
    r"|\bvnexpress\b|\bvietnamplus\b|\w\.(?:vn|com|net|org)\b)"
)
_DOCUMENT = r"(?:quyết\s+định|nghị\s|thông\s+tư|luật|mẫu|kế\s+hoạch|công\s+văn|điều\s|văn\s+bản)"
_LENGTH = r"[^()]{0,100}"
_TAKEN_FROM = re.compile(
    rf"^\(?\s*nguồn(?:\s+tin)?\s*:\s*\S{_LENGTH}\)?[.\s]*$"
    rf"|\(\s*nguồn(?:\s+tin)?\s*:\s*\S{_LENGTH}\)[.\s]*$"
    # Without brackets the publisher's name is all that follows.
    rf"|^theo\s*:?\s+(?:[\w-]*)?{_PUBLISHER}[^(),;]{{0,60}}$"
    rf"|\(\s*theo\s*:?\s+(?!{_DOCUMENT})(?=[^()]*{_PUBLISHER}){_LENGTH}\)[.\s]*$",
    re.IGNORECASE,
)
_LONGEST_CREDIT = 120


def is_vague_link(text: str) -> bool:
    """Whether the words of a link do not say where it leads when they are heard alone."""
    return fold(text) in _VAGUE_LINKS


def is_vague_alt(text: str) -> bool:
    """Whether the description of a picture is a file's name or says «ảnh» and no more."""
    return fold(text) in _VAGUE_ALTS or bool(_FILE_NAME.search(text.strip()))


def is_shouted(text: str) -> bool:
    """Whether `text` is written in capitals; abbreviations and codes («UBND», «ISO 9001») are not."""
    words = _WORD.findall(text)
    letters = [letter for word in words for letter in word]
    capital = [word for word in words if word.isupper()]
    if len(capital) < 2 or sum(map(str.isupper, letters)) < _CAPITAL_SHARE * len(letters):
        return False
    # Accented vowels stand in words; abbreviations have none («Đ» is a letter of its own).
    return len(capital) > 3 or any(_is_accented(word) for word in capital)


def credit_in(text: str) -> str:
    """The words by which a paragraph says that it was published elsewhere; "" for none."""
    found = _TAKEN_FROM.search(text)
    if found is None or len(found[0]) > _LONGEST_CREDIT:
        return ""
    return found[0].strip()


def _is_accented(word: str) -> bool:
    return any(not letter.isascii() and letter not in "Đđ" for letter in word)
