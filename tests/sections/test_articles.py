"""Articles by subject: filter, keywords, what must be filled."""

import pytest
from django.test import Client

from sections.dissemination import DisseminationPage
from sections.other_topics import OtherTopicPage
from sections.research_articles import ResearchArticlePage
from tests.factories import agency
from tests.sections.filled import fill


def test_keywords_are_kept_once_whatever_their_accents():
    page = DisseminationPage(keywords=" Hộ tịch, hộ  tịch,, Ho tich, Khai sinh ")
    assert page.keyword_list == ["Hộ tịch", "Khai sinh"]


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (DisseminationPage, {"summary", "body"}),
        (ResearchArticlePage, {"summary", "body", "byline"}),
        (OtherTopicPage, {"summary", "body", "category"}),
    ],
)
def test_what_an_article_needs(model, fields):
    assert {problem.field for problem in model(title="Bài").own_problems()} == fields


@pytest.mark.django_db
@pytest.mark.clause("LA-4.7-1", "BP-5.4", "DL-8.1.d", "QT-5.1.c", "KT-3.5-1")
def test_articles_are_found_by_subject_word_and_keyword():
    first, second, third = fill(agency("LA"), "S12")
    visitor = Client(HTTP_HOST=agency("LA").site.hostname)

    def found(query: str) -> list[int]:
        answer = visitor.get(f"/tuyen-truyen-pho-bien/?{query}")
        return [item.pk for item in answer.context["items"]]

    assert found("") == [third.pk, second.pk, first.pk]
    assert found(f"chu-de={second.category}") == [second.pk]
    assert found("q=hoi nhanh dap gon") == [second.pk]
    assert found("q=quy định mới") == [third.pk]
    assert found("q=người dân") == [first.pk]
    html = visitor.get(f"/tuyen-truyen-pho-bien/{first.slug}/").content.decode()
    assert first.files[0].value["document"].url in html
    assert "<dt>Diễn ra</dt>" in html
