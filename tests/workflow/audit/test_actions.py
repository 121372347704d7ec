"""The words of the acts."""

import pytest

from workflow.approval.decision import Decision
from workflow.audit.actions import ROOMS, choices, label_of


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("account.signed_in", "đăng nhập"),
        ("page.edited", "sửa trang"),
        ("page.comment_added", "góp ý vào trang"),
        ("image.deleted", "xóa hình ảnh"),
        ("data.created", "tạo dữ liệu khác"),
        ("page.flown", "page.flown"),
        ("moon.edited", "moon.edited"),
        ("", ""),
    ],
)
def test_label_is_made_of_noun_and_verb_or_listed_or_the_code(code, words):
    assert label_of(code) == words


def test_acts_of_the_chain_are_called_as_in_its_evidence():
    words = {f"approval.{action.value}": str(action.label) for action in Decision.Action}

    assert {code: label_of(code) for code in words} == words


def test_choices_offer_each_room_whole_and_each_of_its_acts_once():
    offered = [code for _room, acts in choices() for code, _words in acts]

    assert len(offered) == len(set(offered))
    assert [code for code in offered if code.endswith(".*")] == [f"{room}.*" for room in ROOMS]
    assert {f"approval.{action.value}" for action in Decision.Action} <= set(offered)
    assert [code for code in offered if not code.endswith(".*") and label_of(code) == code] == []
