"""The public addresses that the quality checks read."""

from dataclasses import dataclass
from http.client import HTTPConnection

# Addresses of every agency's site that are no pages of its tree.
BESIDE_THE_TREE = {
    "/tim-kiem/": "search",
    "/tim-kiem/?q=tu+phap": "search with results",
    "/so-do-trang/": "sitemap",
    "/khong-co-trang-nay/": "not found",
}


@dataclass(frozen=True)
class PublicPage:
    """An address of a site; `kind` is the page type, or what it is beside the tree."""

    code: str
    host: str
    path: str
    kind: str
    port: int

    @classmethod
    def all_of(cls, rows: list[dict], port: int) -> list["PublicPage"]:
        """The pages of `prepare.py`'s listing, those beside the tree, and the portal."""
        pages = [cls(row["code"], row["host"], row["path"], row["model"], port) for row in rows]
        for code, host in sorted({(page.code, page.host) for page in pages}):
            pages += [cls(code, host, path, kind, port) for path, kind in BESIDE_THE_TREE.items()]
        pages.append(cls("", "localhost", "/", "portal", port))
        return pages

    @property
    def url(self) -> str:
        """The full address."""
        return f"http://{self.host}:{self.port}{self.path}"

    @property
    def is_section(self) -> bool:
        """Whether it is a home page or stands right below one."""
        return self.path.count("/") <= 2 and self.path not in BESIDE_THE_TREE

    def __str__(self) -> str:
        return f"{self.code} {self.path}"

    def html(self) -> str:
        """What the server answers, without a browser."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", self.path, headers={"Host": f"{self.host}:{self.port}"})
        text = connection.getresponse().read().decode()
        connection.close()
        return text


def one_of_each_kind(pages: list[PublicPage]) -> list[PublicPage]:
    """The first page of each kind, in the given order."""
    first: dict[str, PublicPage] = {}
    for page in pages:
        first.setdefault(page.kind, page)
    return list(first.values())
