"""The page types; each lives in the file of its section."""

from .access_statistics import AccessStatisticsPage
from .commendations import CommendationIndexPage, CommendationPage
from .conferences import ConferenceIndexPage, ConferencePage
from .contact import ContactPage
from .directory import DirectoryPage
from .dissemination import DisseminationIndexPage, DisseminationPage
from .electronic_forms import FormIndexPage, FormPage
from .guidance import GuidanceIndexPage, GuidancePage
from .history import HistoryPage
from .inspections import InspectionIndexPage, InspectionPage
from .introduction import IntroductionPage
from .judicial_support import JudicialSupportPage
from .leaders import LeadersPage
from .legal_aid import LegalAidPage
from .links import LinksPage, WebLink
from .media_library import MediaIndexPage, MediaPage
from .news import NewsIndexPage, NewsPage, NewsTag, TaggedNews
from .notices import NoticeIndexPage, NoticePage
from .official_contacts import OfficialContactsPage
from .online_services import OnlineServiceIndexPage, OnlineServicePage
from .other_topics import OtherTopicIndexPage, OtherTopicPage
from .procedures import ProcedureIndexPage, ProcedurePage
from .public_information import PublicInformationListPage
from .quality_system import QualitySystemPage
from .recruitment import RecruitmentIndexPage, RecruitmentPage
from .regulation import RegulationPage
from .research_articles import ResearchArticleIndexPage, ResearchArticlePage
from .schedules import ScheduleIndexPage, SchedulePage
from .work_processes import WorkProcessIndexPage, WorkProcessPage
from .working_discipline import WorkingDisciplineIndexPage, WorkingDisciplinePage

__all__ = [
    "AccessStatisticsPage",
    "CommendationIndexPage",
    "CommendationPage",
    "ConferenceIndexPage",
    "ConferencePage",
    "ContactPage",
    "DirectoryPage",
    "DisseminationIndexPage",
    "DisseminationPage",
    "FormIndexPage",
    "FormPage",
    "GuidanceIndexPage",
    "GuidancePage",
    "HistoryPage",
    "InspectionIndexPage",
    "InspectionPage",
    "IntroductionPage",
    "JudicialSupportPage",
    "LeadersPage",
    "LegalAidPage",
    "LinksPage",
    "MediaIndexPage",
    "MediaPage",
    "NewsIndexPage",
    "NewsPage",
    "NewsTag",
    "NoticeIndexPage",
    "NoticePage",
    "OfficialContactsPage",
    "OnlineServiceIndexPage",
    "OnlineServicePage",
    "OtherTopicIndexPage",
    "OtherTopicPage",
    "ProcedureIndexPage",
    "ProcedurePage",
    "PublicInformationListPage",
    "QualitySystemPage",
    "RecruitmentIndexPage",
    "RecruitmentPage",
    "RegulationPage",
    "ResearchArticleIndexPage",
    "ResearchArticlePage",
    "ScheduleIndexPage",
    "SchedulePage",
    "TaggedNews",
    "WebLink",
    "WorkProcessIndexPage",
    "WorkProcessPage",
    "WorkingDisciplineIndexPage",
    "WorkingDisciplinePage",
]
