"""What an operator is told of each defect of a rule book file: file, table, row, key, reason."""

import unicodedata

import pytest

SHAPE = {
    "unknown table": (
        "[[unit]]",
        "[[untis]]\nlabel = 'x'\n[[unit]]",
        ["thu.toml: bảng [untis]: không có bảng tên này; có phải ý là «unit»?"],
    ),
    "unknown key": (
        'domain = "so.example"',
        'domain = "so.example"\nphnoe = "1"',
        [
            "thu.toml: bảng [[address]], mục 1: khóa «phnoe» không được dùng ở đây;"
            " có phải ý là «phone»?"
        ],
    ),
    "missing key": (
        'page_type = "sections.NewsIndexPage"\n',
        "",
        ["thu.toml: bảng [[section]], mục 1 (S04): thiếu khóa bắt buộc «page_type»."],
    ),
    "blank required key": (
        'label = "Tin tức"',
        'label = ""',
        ["thu.toml: bảng [[section]], mục 1 (S04): khóa «label» không được để trống."],
    ),
    "text for a number": (
        "order = 1",
        'order = "một"',
        ["thu.toml: bảng [[section]], mục 1 (S04): khóa «order» phải là số nguyên, đang là «một»."],
    ),
    "number for a text": (
        'label = "Tin tức"',
        "label = 7",
        [
            "thu.toml: bảng [[section]], mục 1 (S04): khóa «label» phải là chữ trong dấu ngoặc kép,"
            " đang là 7."
        ],
    ),
    "true for a number": (
        "limit = 8",
        "limit = true",
        ["thu.toml: bảng [[deadline]], mục 1 (D01): khóa «limit» phải là số nguyên, đang là true."],
    ),
    "text for a flag": (
        "account = false",
        'account = "không"',
        [
            "thu.toml: bảng [[role]], mục 3 (board): khóa «account» phải là true hoặc false,"
            " đang là «không»."
        ],
    ),
    "text for a list": (
        'roles = ["head"]',
        'roles = "head"',
        [
            "thu.toml: bảng [[step]], mục 2 (duyet): khóa «roles» phải là danh sách trong ngoặc"
            " vuông, đang là «head»."
        ],
    ),
    "text for a date": (
        "valid_to = 2025-06-30",
        'valid_to = "30/6/2025"',
        [
            "thu.toml: bảng [[name]], mục 1: khóa «valid_to» phải là ngày viết như 2025-07-01,"
            " đang là «30/6/2025»."
        ],
    ),
    "fraction for a setting": (
        "value = 24",
        "value = 2.5",
        [
            "thu.toml: bảng [[setting]], mục 7 (break_glass_hours): khóa «value» phải là chữ,"
            " số nguyên, true hoặc false, đang là 2.5."
        ],
    ),
    "half a span": (
        '["07:00", "11:30"], ',
        '["07:00"], ',
        [
            "thu.toml: bảng [[office_hours]], mục 1: khóa «spans» phải gồm từng cặp giờ bắt đầu,"
            ' giờ kết thúc như ["07:00", "11:30"].'
        ],
    ),
    "unknown enum value": (
        'clock = "office_hours"',
        'clock = "office-hours"',
        [
            "thu.toml: bảng [[deadline]], mục 1 (D01): khóa «clock» có giá trị «office-hours»"
            " không nằm trong danh sách; có phải ý là «office_hours»?"
        ],
    ),
    "single table as rows": (
        "[look]",
        "[[look]]",
        ["thu.toml: bảng [look]: bảng này chỉ có một và viết là [look], không phải [[look]]."],
    ),
    "rows as single table": (
        "[[refusal]]",
        "[refusal]",
        ["thu.toml: bảng [[refusal]]: mỗi mục của bảng này phải bắt đầu bằng [[refusal]]."],
    ),
    "missing table": (
        '[regulation]\nlabel = "Quy chế"\nclauses = ["LA-QD.0"]\n',
        "",
        ["thu.toml: bảng [regulation]: thiếu bảng này."],
    ),
    "empty table": (
        '[[refusal]]\ncode = "R10"\nlabel = "Chống Nhà nước"\nclauses = ["LA-6.1.a"]\n',
        "",
        ["thu.toml: bảng [[refusal]]: cần ít nhất một mục."],
    ),
}

ROWS = {
    "unknown clause": (
        '["LA-9.2.a"]',
        '["LA-9.2.z"]',
        [
            "thu.toml: bảng [[deadline]], mục 1 (D01): khóa «clauses»: clauses.csv không có điều"
            " khoản «LA-9.2.z»; có phải ý là «LA-9.2.đ»?"
        ],
    ),
    "clause of another agency": (
        '["LA-9.2.a"]',
        '["BP-9.3.a"]',
        [
            "thu.toml: bảng [[deadline]], mục 1 (D01): khóa «clauses»: «BP-9.3.a» là điều khoản"
            " của BP, không phải của LA."
        ],
    ),
    "no clause and no setting": (
        'clauses = ["LA-9.2.a"]\n',
        "",
        [
            "thu.toml: bảng [[deadline]], mục 1 (D01): thiếu căn cứ: ghi khóa «clauses»,"
            ' hoặc basis = "setting" nếu quy chế không quy định.'
        ],
    ),
    "unknown basis": (
        'basis = "setting"',
        'basis = "law"',
        [
            "thu.toml: bảng [[name]], mục 2: khóa «basis» có giá trị «law»;"
            " được dùng: clause, setting."
        ],
    ),
    "period turned round": (
        'domain = "so.example"',
        'domain = "so.example"\nvalid_from = 2025-07-01\nvalid_to = 2025-06-30',
        [
            "thu.toml: bảng [[address]], mục 1: khóa «valid_from» (01/07/2025) đứng sau"
            " «valid_to» (30/06/2025)."
        ],
    ),
    "overlapping names": (
        "valid_to = 2025-06-30",
        "valid_to = 2025-07-01",
        ["thu.toml: bảng [[name]], mục 2: thời gian của tên này chồng lên bảng [[name]], mục 1."],
    ),
    "overlapping addresses": (
        "[regulation]",
        '[[address]]\nlabel = "Khác"\ndomain = "b.example"\nbasis = "setting"\n[regulation]',
        [
            "thu.toml: bảng [[address]], mục 2: thời gian của địa chỉ này chồng lên"
            " bảng [[address]], mục 1."
        ],
    ),
    "code used twice": (
        'code = "head"',
        'code = "member"',
        [
            "thu.toml: bảng [[role]], mục 2 (member): mã «member» đã dùng ở bảng [[role]],"
            " mục 1 (member).",
            "thu.toml: bảng [[step]], mục 2 (duyet): khóa «roles»: chưa có vai trò «head»"
            " trong bảng [[role]]; được dùng: board, member.",
        ],
    ),
    "code of the wrong form": (
        'code = "R10"',
        'code = "10"',
        [
            "thu.toml: bảng [[refusal]], mục 1 (10): khóa «code» phải là R và hai chữ số, như R02,"
            " đang là «10»."
        ],
    ),
    "agency code of the wrong form": (
        'code = "LA"',
        'code = "La"',
        ["thu.toml: bảng [agency]: khóa «code» phải là 2 đến 4 chữ in hoa, như «LA»."],
    ),
    "slug not ASCII": (
        'slug = "tin-tuc"',
        'slug = "tin-tức"',
        [
            "thu.toml: bảng [[section]], mục 1 (S04): khóa «slug» chỉ gồm chữ thường không dấu,"
            " chữ số và «-», đang là «tin-tức»."
        ],
    ),
    "slug used twice": (
        'slug = "nghien-cuu"',
        'slug = "tin-tuc"',
        [
            "thu.toml: bảng [[section]], mục 2 (S31): khóa «slug»: «tin-tuc» đã dùng ở"
            " bảng [[section]], mục 1 (S04)."
        ],
    ),
    "order used twice": (
        "order = 2",
        "order = 1",
        [
            "thu.toml: bảng [[section]], mục 2 (S31): khóa «order»: «1» đã dùng ở"
            " bảng [[section]], mục 1 (S04)."
        ],
    ),
    "page type of the wrong form": (
        '"sections.NewsIndexPage"',
        '"NewsIndexPage"',
        [
            "thu.toml: bảng [[section]], mục 1 (S04): khóa «page_type» viết như"
            " «sections.NewsIndexPage», đang là «NewsIndexPage»."
        ],
    ),
    "unknown right": (
        'rights = ["audit"]',
        'rights = ["publish"]',
        [
            "thu.toml: bảng [[role]], mục 2 (head): khóa «rights» có giá trị «publish» không nằm"
            " trong danh sách; được dùng: accounts, audit, edit, official_file, write."
        ],
    ),
    "rights without an account": (
        "account = false",
        'account = false\nrights = ["write"]',
        [
            "thu.toml: bảng [[role]], mục 3 (board): khóa «rights»: vai trò không có tài khoản thì"
            " không có quyền."
        ],
    ),
    "unknown field of an attribution": (
        "[[refusal]]",
        '[[attribution]]\ncode = "nguon"\nlabel = "Nguồn"\napplies_to = "quoted"\n'
        'requires = ["source_nam"]\nclauses = ["LA-5.4-2"]\n[[refusal]]',
        [
            "thu.toml: bảng [[attribution]], mục 1 (nguon): khóa «requires» có giá trị «source_nam»"
            " không nằm trong danh sách; có phải ý là «source_name»?"
        ],
    ),
    "unknown kind of a principle": (
        "[[refusal]]",
        '[[principle]]\ncode = "x"\nlabel = "X"\nkind = "section"\nclauses = ["LA-5.1"]\n[[refusal]]',
        [
            "thu.toml: bảng [[principle]], mục 1 (x): khóa «kind» có giá trị «section» không nằm"
            " trong danh sách; được dùng: archive, feedback, format, integration, other, security,"
            " workflow."
        ],
    ),
    "colour not hex": (
        'tint = "#faf1ee"',
        'tint = "hồng"',
        ["thu.toml: bảng [look]: khóa «tint» phải là màu viết như #0b4f8a, đang là «hồng»."],
    ),
    "pale colour": (
        'brand = "#8a1c1c"',
        'brand = "#ff8080"',
        [
            "thu.toml: bảng [look]: khóa «brand»: chữ màu #ffffff trên nền #ff8080 chỉ tương phản"
            " 2.4:1, cần ít nhất 4.5:1.",
            "thu.toml: bảng [look]: khóa «tint»: chữ màu #ff8080 trên nền #faf1ee chỉ tương phản"
            " 2.2:1, cần ít nhất 4.5:1.",
        ],
    ),
}

CLOCKS = {
    "section not carried": (
        'sections = ["S04"]',
        'sections = ["S99"]',
        [
            "thu.toml: bảng [[deadline]], mục 1 (D01): khóa «sections»: quy chế này không có"
            " chuyên mục «S99»."
        ],
    ),
    "clock without a number": (
        "limit = 8\n",
        "",
        [
            "thu.toml: bảng [[deadline]], mục 1 (D01): thiếu khóa «limit»: đồng hồ «office_hours»"
            " cần một con số."
        ],
    ),
    "number below one": (
        "limit = 8",
        "limit = 0",
        ["thu.toml: bảng [[deadline]], mục 1 (D01): khóa «limit» phải từ 1 trở lên, đang là 0."],
    ),
    "number without a clock": (
        'clock = "office_hours"',
        'clock = "prompt"',
        ["thu.toml: bảng [[deadline]], mục 1 (D01): khóa «limit» không dùng với đồng hồ «prompt»."],
    ),
    "two deadlines of one kind": (
        'kind = "important_event"',
        'kind = "event"',
        [
            "thu.toml: bảng [[deadline]], mục 2 (D03): chuyên mục S04 đã có thời hạn cùng loại ở"
            " bảng [[deadline]], mục 1 (D01); hãy phân biệt bằng khóa «kind»."
        ],
    ),
    "a period that nobody knows": (
        "[[refusal]]",
        '[[report]]\ncode = "monthly"\nlabel = "Báo cáo tháng"\nper = "months"\n'
        'clauses = ["LA-12.1"]\n\n[[refusal]]',
        [
            "thu.toml: bảng [[report]], mục 1 (monthly): khóa «per» có giá trị «months» không nằm"
            " trong danh sách; có phải ý là «month»?"
        ],
    ),
    "something kept up to date without a number and a place": (
        "[[refusal]]",
        '[[upkeep]]\ncode = "news"\nlabel = "Tin mới"\nof = "pages"\ndays = 0\n'
        'sections = []\nbasis = "setting"\n\n[[refusal]]',
        [
            "thu.toml: bảng [[upkeep]], mục 1 (news): khóa «of» có giá trị «pages» không nằm trong"
            " danh sách; có phải ý là «page»?",
            "thu.toml: bảng [[upkeep]], mục 1 (news): khóa «days» phải từ 1 trở lên, đang là 0.",
            "thu.toml: bảng [[upkeep]], mục 1 (news): khóa «sections» cần ít nhất một chuyên mục.",
        ],
    ),
    "a section kept up to date that is not there": (
        "[[refusal]]",
        '[[upkeep]]\ncode = "news"\nlabel = "Tin mới"\nof = "section"\ndays = 9\n'
        'sections = ["S05"]\nbasis = "setting"\n\n[[refusal]]',
        [
            "thu.toml: bảng [[upkeep]], mục 1 (news): khóa «sections»: quy chế này không có chuyên"
            " mục «S05»."
        ],
    ),
    "weekday out of range": (
        "weekdays = [0, 1, 2, 3, 4]",
        "weekdays = [1, 7]",
        [
            "thu.toml: bảng [[office_hours]], mục 1: khóa «weekdays» gồm các số từ 0 (thứ Hai)"
            " đến 6 (Chủ nhật)."
        ],
    ),
    "time of the wrong form": (
        '"07:00"',
        '"7 giờ"',
        ["thu.toml: bảng [[office_hours]], mục 1: khóa «spans» gồm các giờ viết như 07:00."],
    ),
    "times out of order": (
        '"13:30"',
        '"11:00"',
        [
            "thu.toml: bảng [[office_hours]], mục 1: khóa «spans»: các giờ phải tăng dần,"
            " không chồng nhau."
        ],
    ),
    "setting missing": (
        'code = "break_glass_hours"',
        'code = "break_glass"',
        ["thu.toml: bảng [[setting]]: thiếu thiết lập «break_glass_hours»."],
    ),
    "setting of the wrong type": (
        "value = 24",
        "value = true",
        ["thu.toml: bảng [[setting]], mục 7 (break_glass_hours): khóa «value» phải là số nguyên."],
    ),
    "setting that counts nothing": (
        "value = 24",
        "value = 0",
        [
            "thu.toml: bảng [[setting]], mục 7 (break_glass_hours): khóa «value» phải từ 1 trở"
            " lên, đang là 0."
        ],
    ),
    "review period of an unknown length": (
        'value = "month"',
        'value = "quarter"',
        [
            "thu.toml: bảng [[setting]], mục 11 (log_review_period): khóa «value» có giá trị"
            " «quarter»; được dùng: month, week."
        ],
    ),
    "setting of an unknown value": (
        'value = "end"',
        'value = "middle"',
        [
            "thu.toml: bảng [[setting]], mục 2 (event_clock_from): khóa «value» có giá trị"
            " «middle»; được dùng: start, end."
        ],
    ),
}

CHAIN = {
    "unknown role": (
        'roles = ["head"]',
        'roles = ["haed"]',
        [
            "thu.toml: bảng [[step]], mục 2 (duyet): khóa «roles»: chưa có vai trò «haed» trong"
            " bảng [[role]]; có phải ý là «head»?"
        ],
    ),
    "role without an account": (
        'roles = ["head"]',
        'roles = ["head"]\ndelegable_to = ["board"]',
        [
            "thu.toml: bảng [[step]], mục 2 (duyet): khóa «delegable_to»: vai trò «board» không có"
            " tài khoản nên không giữ bước."
        ],
    ),
    "no role": (
        'roles = ["head"]',
        "roles = []",
        ["thu.toml: bảng [[step]], mục 2 (duyet): khóa «roles» cần ít nhất một vai trò."],
    ),
    "distinct from an unknown step": (
        'distinct_from = ["bien-tap"]',
        'distinct_from = ["dang"]',
        ["thu.toml: bảng [[step]], mục 2 (duyet): khóa «distinct_from»: không có bước «dang»."],
    ),
    "distinct from a later step": (
        'roles = ["member"]',
        'roles = ["member"]\ndistinct_from = ["duyet"]',
        [
            "thu.toml: bảng [[step]], mục 1 (bien-tap): khóa «distinct_from»: bước «duyet»"
            " không đứng trước bước này."
        ],
    ),
    "posting before the end": (
        'kind = "edit"',
        'kind = "post"',
        ["thu.toml: bảng [[step]], mục 1 (bien-tap): bước đăng tải (post) phải là bước cuối cùng."],
    ),
    "hours below one": (
        'roles = ["head"]',
        'roles = ["head"]\nhours = 0',
        ["thu.toml: bảng [[step]], mục 2 (duyet): khóa «hours» phải từ 1 trở lên."],
    ),
    "chain with an unknown step": (
        'steps = ["duyet"]',
        'steps = ["xem"]',
        [
            "thu.toml: bảng [[chain]], mục 1 (unpublish): khóa «steps»: không có bước «xem» trong"
            " bảng [[step]]."
        ],
    ),
    "chain out of order": (
        'steps = ["duyet"]',
        'steps = ["duyet", "bien-tap"]',
        [
            "thu.toml: bảng [[chain]], mục 1 (unpublish): khóa «steps» phải theo thứ tự của"
            " bảng [[step]]."
        ],
    ),
    "chain without a decision": (
        'steps = ["duyet"]',
        'steps = ["bien-tap"]',
        [
            "thu.toml: bảng [[chain]], mục 1 (unpublish): khóa «steps» cần ít nhất một bước duyệt"
            " của Ban Biên tập."
        ],
    ),
    "chain missing": (
        'code = "unpublish"',
        'code = "hide"',
        ["thu.toml: bảng [[chain]]: thiếu chuỗi duyệt «unpublish»."],
    ),
}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(*case, id=name)
        for cases in (SHAPE, ROWS, CLOCKS, CHAIN)
        for name, case in cases.items()
        if name != "agency code of the wrong form"
    ],
)
def test_defect_is_told_by_file_table_row_and_key(problems_of, old, new, expected):
    assert list(problems_of(old, new)) == expected


def test_agency_code_of_the_wrong_form_is_told_first(problems_of):
    old, new, expected = ROWS["agency code of the wrong form"]
    assert problems_of(old, new)[0] == expected[0]


def test_chain_that_never_decides_is_refused(problems_of):
    assert problems_of('kind = "decide"', 'kind = "edit"')[0] == (
        'thu.toml: bảng [[step]]: cần ít nhất một bước duyệt của Ban Biên tập (kind = "decide",'
        ' scope = "board"), nếu không thì không tin, bài nào được đăng.'
    )


def test_decision_of_the_unit_alone_is_not_enough(problems_of):
    found = problems_of('kind = "decide"', 'kind = "decide"\nscope = "unit"')
    assert found[0].startswith("thu.toml: bảng [[step]]: cần ít nhất một bước duyệt")


def test_text_that_is_not_nfc_is_named(problems_of):
    decomposed = unicodedata.normalize("NFD", "Tin tức")
    assert list(problems_of('label = "Tin tức"', f'label = "{decomposed}"')) == [
        "thu.toml: bảng [[section]], mục 1 (S04): khóa «label» có chữ chưa ở dạng Unicode dựng sẵn"
        " (NFC): «Tin tức»; hãy gõ lại chữ này bằng bộ gõ Unicode dựng sẵn."
    ]


def test_all_defects_are_told_together(problems_of):
    found = problems_of(
        'slug = "tin-tuc"\norder = 1\nlabel = "Tin tức"',
        'slug = "Tin tức"\norder = 1\nmenuu = "x"\nlabel = "Tin tức"\nvalid_to = 2020-01-01\n'
        "valid_from = 2021-01-01",
    )
    assert [problem.split(": ", 2)[2].split(" ")[1] for problem in found] == [
        "«menuu»",
        "«valid_from»",
        "«slug»",
    ]
