"""Contact cards (vCard 3.0, RFC 2426: the version that phones and mail programs all read)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse

_LINE_BYTES = 75


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or a desk at work; empty parts are left out of the card."""

    name: str
    organisation: str
    unit: str = ""
    title: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    address: str = ""
    note: str = ""


def as_vcard(name: str, contacts: Iterable[Contact]) -> HttpResponse:
    """All `contacts` as one file, `name`.vcf."""
    text = "".join(card_of(contact) for contact in contacts)
    response = HttpResponse(text.encode(), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.vcf"'
    return response


def card_of(contact: Contact) -> str:
    """One card, lines folded at 75 bytes and ended by CRLF."""
    family, _space, rest = contact.name.partition(" ")
    middle, _space, given = rest.rpartition(" ")
    organisation = [contact.organisation, *([contact.unit] if contact.unit else [])]
    rows = [
        ("BEGIN", "VCARD"),
        ("VERSION", "3.0"),
        ("FN", _text(contact.name)),
        # Family name, given name, middle names: «Nguyễn Văn An» is written in the other order.
        ("N", ";".join(map(_text, (family, given or rest, middle if given else "", "", "")))),
        ("ORG", ";".join(map(_text, organisation))),
        ("TITLE", _text(contact.title)),
        ("TEL;TYPE=WORK,VOICE", _text(contact.phone)),
        ("TEL;TYPE=WORK,CELL", _text(contact.mobile)),
        ("EMAIL;TYPE=INTERNET", _text(contact.email)),
        ("ADR;TYPE=WORK", f";;{_text(contact.address)};;;;" if contact.address else ""),
        ("NOTE", _text(contact.note)),
        ("END", "VCARD"),
    ]
    return "".join(_folded(f"{name}:{value}") for name, value in rows if value)


def _text(value: str) -> str:
    for char in ("\\", ",", ";"):
        value = value.replace(char, f"\\{char}")
    return "\\n".join(value.splitlines())


def _folded(line: str) -> str:
    """`line` in pieces of at most 75 bytes; no letter is cut."""
    pieces, piece, size = [], "", 0
    for char in line:
        bytes_of_char = len(char.encode())
        if size + bytes_of_char > _LINE_BYTES:
            pieces.append(piece)
            # What follows begins with a blank that counts.
            piece, size = " ", 1
        piece += char
        size += bytes_of_char
    return "\r\n".join([*pieces, piece]) + "\r\n"
