"""The page types; each lives in the file of its section."""

from .access_statistics import AccessStatisticsPage
from .administrative_documents import AdministrativeDocumentIndexPage, AdministrativeDocumentPage
from .commendations import CommendationIndexPage, CommendationPage
from .conferences import ConferenceIndexPage, ConferencePage
from .consultations import ConsultationIndexPage, ConsultationPage
from .contact import ContactPage
from .directives import DirectiveIndexPage, DirectivePage
from .directory import DirectoryPage
from .dissemination import DisseminationIndexPage, DisseminationPage
from .document_search import DocumentSearchPage
from .electronic_forms import FormIndexPage, FormPage
from .english import EnglishPage
from .epidemic_information import EpidemicInformationIndexPage, EpidemicInformationPage
from .feedback import FeedbackPage
from .financial_reports import FinancialReportIndexPage, FinancialReportPage
from .forum import ForumIndexPage, ForumTopicPage
from .guidance import GuidanceIndexPage, GuidancePage
from .history import HistoryPage
from .inspections import InspectionIndexPage, InspectionPage
from .introduction import IntroductionPage
from .judicial_support import JudicialSupportPage
from .land_prices import LandPriceIndexPage, LandPricePage
from .land_statistics import LandStatisticsIndexPage, LandStatisticsPage
from .land_use_plans import LandUsePlanIndexPage, LandUsePlanPage
from .leaders import LeadersPage
from .legal_aid import LegalAidPage
from .legal_documents import LegalDocumentIndexPage, LegalDocumentPage
from .link_check import LinkCheck
from .links import LinksPage, WebLink
from .media_library import MediaIndexPage, MediaPage
from .news import NewsIndexPage, NewsPage, NewsTag, TaggedNews
from .notices import NoticeIndexPage, NoticePage
from .official_contacts import OfficialContactsPage
from .online_services import OnlineServiceIndexPage, OnlineServicePage
from .other_topics import OtherTopicIndexPage, OtherTopicPage
from .periodic_reports import PeriodicReportIndexPage, PeriodicReportPage
from .petition_responses import PetitionResponseIndexPage, PetitionResponsePage
from .petitions import PetitionIndexPage, PetitionPage
from .plans import PlanIndexPage, PlanPage
from .procedures import ProcedureIndexPage, ProcedurePage
from .projects import ProjectIndexPage, ProjectPage
from .public_information import PublicInformationListPage
from .quality_system import QualitySystemPage
from .questions import QuestionIndexPage, QuestionPage
from .recruitment import RecruitmentIndexPage, RecruitmentPage
from .regulation import RegulationPage
from .research_articles import ResearchArticleIndexPage, ResearchArticlePage
from .schedules import ScheduleIndexPage, SchedulePage
from .science_topics import ScienceTopicIndexPage, ScienceTopicPage
from .statistics import StatisticsIndexPage, StatisticsPage
from .submission_page import SubmissionPage
from .work_processes import WorkProcessIndexPage, WorkProcessPage
from .work_programmes import WorkProgrammeIndexPage, WorkProgrammePage
from .working_discipline import WorkingDisciplineIndexPage, WorkingDisciplinePage

__all__ = [
    "AccessStatisticsPage",
    "AdministrativeDocumentIndexPage",
    "AdministrativeDocumentPage",
    "CommendationIndexPage",
    "CommendationPage",
    "ConferenceIndexPage",
    "ConferencePage",
    "ConsultationIndexPage",
    "ConsultationPage",
    "ContactPage",
    "DirectiveIndexPage",
    "DirectivePage",
    "DirectoryPage",
    "DisseminationIndexPage",
    "DisseminationPage",
    "DocumentSearchPage",
    "EnglishPage",
    "EpidemicInformationIndexPage",
    "EpidemicInformationPage",
    "FeedbackPage",
    "FinancialReportIndexPage",
    "FinancialReportPage",
    "FormIndexPage",
    "FormPage",
    "ForumIndexPage",
    "ForumTopicPage",
    "GuidanceIndexPage",
    "GuidancePage",
    "HistoryPage",
    "InspectionIndexPage",
    "InspectionPage",
    "IntroductionPage",
    "JudicialSupportPage",
    "LandPriceIndexPage",
    "LandPricePage",
    "LandStatisticsIndexPage",
    "LandStatisticsPage",
    "LandUsePlanIndexPage",
    "LandUsePlanPage",
    "LeadersPage",
    "LegalAidPage",
    "LegalDocumentIndexPage",
    "LegalDocumentPage",
    "LinkCheck",
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
    "PeriodicReportIndexPage",
    "PeriodicReportPage",
    "PetitionIndexPage",
    "PetitionPage",
    "PetitionResponseIndexPage",
    "PetitionResponsePage",
    "PlanIndexPage",
    "PlanPage",
    "ProcedureIndexPage",
    "ProcedurePage",
    "ProjectIndexPage",
    "ProjectPage",
    "PublicInformationListPage",
    "QualitySystemPage",
    "QuestionIndexPage",
    "QuestionPage",
    "RecruitmentIndexPage",
    "RecruitmentPage",
    "RegulationPage",
    "ResearchArticleIndexPage",
    "ResearchArticlePage",
    "ScheduleIndexPage",
    "SchedulePage",
    "ScienceTopicIndexPage",
    "ScienceTopicPage",
    "StatisticsIndexPage",
    "StatisticsPage",
    "SubmissionPage",
    "TaggedNews",
    "WebLink",
    "WorkProcessIndexPage",
    "WorkProcessPage",
    "WorkProgrammeIndexPage",
    "WorkProgrammePage",
    "WorkingDisciplineIndexPage",
    "WorkingDisciplinePage",
]
