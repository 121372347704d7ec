"""The page types; each lives in the file of its section."""

from .access_statistics import AccessStatisticsPage
from .conferences import ConferenceIndexPage, ConferencePage
from .contact import ContactPage
from .dissemination import DisseminationIndexPage, DisseminationPage
from .electronic_forms import FormIndexPage, FormPage
from .guidance import GuidanceIndexPage, GuidancePage
from .history import HistoryPage
from .introduction import IntroductionPage
from .leaders import LeadersPage
from .links import LinksPage, WebLink
from .media_library import MediaIndexPage, MediaPage
from .news import NewsIndexPage, NewsPage, NewsTag, TaggedNews
from .notices import NoticeIndexPage, NoticePage
from .online_services import OnlineServiceIndexPage, OnlineServicePage
from .other_topics import OtherTopicIndexPage, OtherTopicPage
from .procedures import ProcedureIndexPage, ProcedurePage
from .regulation import RegulationPage
from .research_articles import ResearchArticleIndexPage, ResearchArticlePage
from .schedules import ScheduleIndexPage, SchedulePage
from .work_processes import WorkProcessIndexPage, WorkProcessPage

__all__ = [
    "AccessStatisticsPage",
    "ConferenceIndexPage",
    "ConferencePage",
    "ContactPage",
    "DisseminationIndexPage",
    "DisseminationPage",
    "FormIndexPage",
    "FormPage",
    "GuidanceIndexPage",
    "GuidancePage",
    "HistoryPage",
    "IntroductionPage",
    "LeadersPage",
    "LinksPage",
    "MediaIndexPage",
    "MediaPage",
    "NewsIndexPage",
    "NewsPage",
    "NewsTag",
    "NoticeIndexPage",
    "NoticePage",
    "OnlineServiceIndexPage",
    "OnlineServicePage",
    "OtherTopicIndexPage",
    "OtherTopicPage",
    "ProcedureIndexPage",
    "ProcedurePage",
    "RegulationPage",
    "ResearchArticleIndexPage",
    "ResearchArticlePage",
    "ScheduleIndexPage",
    "SchedulePage",
    "TaggedNews",
    "WebLink",
    "WorkProcessIndexPage",
    "WorkProcessPage",
]
