"""What looks like personal data is found wherever it stands, and what only has digits is left alone."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anitp_cli.checks.personal import masked, personal_data

NUMBER, MAIL, PHONE = "a personal number (CNP)", "an e-mail address", "a phone number"
WORDS = ("Au participat", "elevi și", "Legea nr. 678/2001", "2018-2020", "la 20.03.2019", "12 întâlniri", "„Ochi”", "–")

digits = st.integers(0, 9).map(str)
gaps = st.sampled_from((" ", "-", "\u00a0", "–"))
before = st.just("") | st.builds(
    "{}{}".format, st.sampled_from(WORDS), st.sampled_from((" ", ": ", ":", ", ", " (", ";"))
)
behind = st.just("") | st.builds(
    "{}{}".format, st.sampled_from((" ", ", ", ",", ". ", ")", "; ")), st.sampled_from(WORDS)
)


@st.composite
def births(draw):
    """The first twelve digits of a personal number; of nobody, since there is no county 99."""
    born = draw(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
    sex = draw(st.sampled_from({18: "34", 19: "12789", 20: "56789"}[born.year // 100]))
    return f"{sex}{born.year % 100:02}{born:%m%d}99{draw(st.integers(1, 999)):03}"


@st.composite
def personal_numbers(draw):
    """A personal number as the law makes it, in one piece or with gaps, one of them behind the day of birth."""
    birth = draw(births())
    rest = sum(int(digit) * int(weight) for digit, weight in zip(birth, "279146358279", strict=True)) % 11
    number = f"{birth}{1 if rest == 10 else rest}"
    if draw(st.booleans()):
        return number
    between = [gaps if end == 7 else st.just("") | gaps for end in (1, 3, 5, 7, 9, 12)]
    parts = [number[start:end] for start, end in pairwise((0, 1, 3, 5, 7, 9, 12, 13))]
    return "".join(part + draw(gap) for part, gap in zip(parts, [*between, st.just("")], strict=True))


@st.composite
def phones(draw):
    """A Romanian phone number, mobile or not, in one of the usual spellings."""
    start = draw(st.sampled_from(("0", "+40", "+40 ", "0040", "0040 ", "+4 0", "+40 (0)")))
    area, rest = draw(
        st.sampled_from(
            (
                *(
                    ("7xx", " xxx xxx"),
                    ("7xx", " xx xx xx"),
                    ("7xx", " xxxxxx"),
                    ("7xx", "xxxxxx"),
                    ("7x", " xxx xxxx"),
                ),
                *(("21", " xxx xx xx"), ("31", " xxx xxxx"), ("21", "xxxxxxx")),
                *(("2xx", " xxx xxx"), ("3xx", " xx xx xx"), ("2xx", "/xxxxxx"), ("3xx", "xxxxxx")),
            )
        )
    )
    shape = start + area + rest.replace(" ", draw(gaps | st.just(".")))
    return "".join(draw(digits) if letter == "x" else letter for letter in shape)


names = st.text("abcdefghijklmnopqrstuvwxyzăîșțABC0123456789_-", min_size=1, max_size=12)
mails = st.builds(
    "{}@{}.{}".format,
    st.lists(names, min_size=1, max_size=3).map(".".join),
    st.lists(names, min_size=1, max_size=3).map(".".join),
    st.sampled_from(("ro", "eu", "com", "museum")),
)
personal = (
    st.tuples(st.just(NUMBER), personal_numbers())
    | st.tuples(st.just(MAIL), mails)
    | st.tuples(st.just(PHONE), phones())
)


@given(before, personal, behind)
def test_it_is_found_in_any_sentence(start, data, end):
    kind, text = data
    assert list(personal_data(start + text + end)) == [(kind, len(start), len(start) + len(text))]
    assert masked(start + text + end) == start + "*" * len(text) + end


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1850101990015",
            "5000229990017",
            "1991231990041",
            "1 850101 990015",
            "5 00 02 29 99 001 7",
            "1850101-99-0015",
        ),
        *("ion.popescu@example.org", "ION_POPESCU+1@mail.example.ro", "ștefan@exemplu.ro"),
        *("0722123456", "0722 123 456", "0722.12.34.56", "072-123-4567", "+40722123456", "0040 722 123 456"),
        *("+4 0722 123 456", "0211234567", "021 123 45 67", "021/123.45.67", "0256-123456", "+40 (0)21 123 4567"),
    ],
)
def test_each_of_these_is_personal(text):
    assert masked(text) == "*" * len(text)


def test_a_part_of_a_personal_number_is_no_phone_besides():
    assert list(personal_data("500 0201-990014, 0201-990014")) == [(NUMBER, 0, 15), (PHONE, 17, 28)]


@pytest.mark.parametrize("text", ["(0722) 123 456", "(+40) 722 123 456", "+40 (21) 123 45 67", "(021) 123.45.67"])
def test_brackets_hide_no_phone(text):
    assert [kind for kind, *_ in personal_data(text)] == [PHONE]


@given(births())
def test_one_last_digit_of_ten_makes_a_personal_number(birth):
    assert [masked(f"{birth}{digit}") for digit in range(10)].count("*" * 13) == 1


@pytest.mark.parametrize(
    "text",
    [
        "0850101990013",  # no first digit is 0
        "1851301990013",  # no thirteenth month
        "1850230990012",  # no 30 February
        "1000229990011",  # 1900 was no leap year
        "1850101990016",  # another check digit
        "18501019900150",  # a digit more
    ],
)
def test_other_numbers_of_thirteen_digits_are_not_accused(text):
    assert masked(text) == text


# What is not personal

dates = st.dates(date(1990, 1, 1), date(2030, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        (
            f"{day:%d.%m.%Y}",
            f"{day.day}.{day.month}.{day.year}",
            f"{day:%d/%m/%Y}",
            f"{day:%d-%m-%Y}",
            f"{day:%d.%m.%y}",
            str(day),
        )
    )
)
years = st.integers(1900, 2100)
numbers = st.integers(0, 10**12)
isbns = st.builds(
    "{}{}{}".format,
    st.sampled_from(("ISBN ", "ISBN: ", "ISBN-13: ", "ISBN")),
    st.sampled_from(("978", "979", "", "0")),
    st.lists(digits, min_size=9, max_size=10).map("".join),
)
impersonal = st.one_of(
    dates,
    st.builds("{} - {}".format, dates, dates),
    st.builds("{}..{}".format, dates, dates),
    st.builds("{}-{}".format, years, years),
    st.builds("{} {:02}:{:02}".format, dates, st.integers(0, 23), st.integers(0, 59)),
    st.integers(0, 10**9).map(str),
    numbers.map(lambda number: f"{number:,}".replace(",", ".") + ",89 lei"),
    numbers.map(lambda number: f"{number:,} euro".replace(",", " ")),
    st.builds("nr. {}/{}".format, st.integers(1, 99999), years),
    st.builds("nr. {:04}/{}".format, st.integers(1, 9999), dates),
    st.builds("{}/{}/UE".format, years, st.integers(1, 99)),
    isbns,
    st.builds("ISBN 978-{}-{}-{}-{}".format, st.integers(0, 99), st.integers(10, 999), st.integers(10, 99999), digits),
    st.builds("{}-{}".format, st.sampled_from(("ANITP", "RO", "D-24")), st.integers(1, 10**6)),
    st.builds("{}.{}.{}@{}-T{}".format, digits, digits, digits, years, digits),
    st.sampled_from(("112", "119", "0800 800 678", "@anitp_ro", "3@2.50 lei", "C@P", "orele 0730-1530", "07.30-15.30")),
    st.lists(st.integers(0, 9999).map(str), max_size=9).map(", ".join),
)


@given(st.lists(impersonal | st.sampled_from(WORDS), max_size=5).map(", ".join))
@example("07.11.2018 10 persoane")
@example("021 din 2018-2020")
@example("nr. 0231/12.03.2019")
@example("nr. 0231/12.03.19")
@example("ISBN 978-0-7216-4603-9")
def test_what_only_has_digits_is_left_alone(text):
    assert list(personal_data(text)) == []


def test_no_text_of_the_shipped_plan_is_accused(plan):
    texts = [
        *(cell for activity in plan.activities for cell in activity.cells()),
        *(title for one in plan.objectives for title in (one.label, one.title)),
        *(name for one in plan.institutions for name in (one.code, one.name, *one.aliases)),
        *(text for entry in plan.abbreviations for text in entry),
        *(text for record in plan.evidence for text in record.texts()),
        *(str(text) for record in plan.evidence for text in (record.id, record.activity, record.dates_text)),
    ]
    assert len(texts) > 1000
    assert {text: list(personal_data(text)) for text in texts if masked(text) != text} == {}


@pytest.mark.parametrize("piece", ["a", "1", "a.", "a@", "a@a.", "0", "+", "1 11", "07", "a-"])
def test_a_long_text_takes_no_time(piece):
    start = process_time()
    list(personal_data(piece * (20_000 // len(piece))))
    assert process_time() - start < 1
