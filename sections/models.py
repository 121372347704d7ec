"""The page types; each lives in the file of its section."""

from .contact import ContactPage
from .introduction import IntroductionPage
from .leaders import LeadersPage
from .links import LinksPage, WebLink
from .news import NewsIndexPage, NewsPage, NewsTag, TaggedNews
from .regulation import RegulationPage

__all__ = [
    "ContactPage",
    "IntroductionPage",
    "LeadersPage",
    "LinksPage",
    "NewsIndexPage",
    "NewsPage",
    "NewsTag",
    "RegulationPage",
    "TaggedNews",
    "WebLink",
]
