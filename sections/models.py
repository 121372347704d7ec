"""The page types; each lives in the file of its section."""

from .access_statistics import AccessStatisticsPage
from .contact import ContactPage
from .history import HistoryPage
from .introduction import IntroductionPage
from .leaders import LeadersPage
from .links import LinksPage, WebLink
from .news import NewsIndexPage, NewsPage, NewsTag, TaggedNews
from .notices import NoticeIndexPage, NoticePage
from .regulation import RegulationPage

__all__ = [
    "AccessStatisticsPage",
    "ContactPage",
    "HistoryPage",
    "IntroductionPage",
    "LeadersPage",
    "LinksPage",
    "NewsIndexPage",
    "NewsPage",
    "NewsTag",
    "NoticeIndexPage",
    "NoticePage",
    "RegulationPage",
    "TaggedNews",
    "WebLink",
]
