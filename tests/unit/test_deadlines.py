"""The deadline grammar: every line of data/terms.txt, and what holds for any text and any interval."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anitp_cli.deadlines import Refused, period_name, read_date, read_term
from anitp_cli.deadlines.refusals import SENTENCES
from anitp_cli.deadlines.tokens import KINDS
from anitp_cli.deadlines.typed import ACCEPTED
from anitp_cli.model import Deadline, Interval

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2019, 7, 1)
TABLE = Path(__file__).parent.parent / "data" / "terms.txt"


def today() -> date:
    return TODAY


def never() -> date:
    message = "the clock was read"
    raise AssertionError(message)


def rows(section: str) -> list[tuple[str, str]]:
    """The words and the meaning of each line of a section of the table."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    start = lines.index(f"[{section}]") + 1
    found = []
    for line in lines[start:]:
        if line.startswith("["):
            break
        if line and not line.startswith("#"):
            words, _, meaning = line.rpartition("|")
            words = words.rstrip().replace("\\n", "\n").replace("\\u00a0", "\u00a0")
            found.append((words, meaning.strip()))
    return found


TERMS, REFUSED_TERMS, TYPED, REFUSED_TYPED = map(rows, ("terms", "refused terms", "typed", "refused typed"))


def described(deadline: Deadline) -> str:
    """A deadline as the table writes it."""
    if deadline.due_day:
        return f"{deadline.kind} on {deadline.due_day[0]:02}-{deadline.due_day[1]:02}"
    if deadline.interval is None:
        return deadline.kind
    start = "" if deadline.interval.start == date.min else str(deadline.interval.start)
    end = "" if deadline.interval.end == date.max else str(deadline.interval.end)
    return f"{deadline.kind} {start}..{end}"


def meaning_of(words: str) -> str:
    try:
        return " + ".join(map(described, read_term(words)))
    except Refused as refused:
        return f"refused {refused.reason}"


def typed_meaning_of(words: str) -> str:
    try:
        return described(Deadline("fixed", read_date(words, today)))
    except Refused as refused:
        return f"refused {refused.reason}"


def without_diacritics(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


SPELLINGS: dict[str, Callable[[str], str]] = {
    "upper case": str.upper,
    "lower case": str.lower,
    "without diacritics": without_diacritics,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "cedilla": lambda text: text.translate(str.maketrans("șțȘȚ", "şţŞŢ")),
    "en dash": lambda text: text.replace("-", "–"),
    "no-break hyphen": lambda text: text.replace("-", "\u2011"),
    "minus": lambda text: text.replace("-", "\u2212"),
    "doubled blanks": lambda text: text.replace(" ", "  "),
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "blanks around": lambda text: f" \t{text}  ",
}


class TestTable:
    """data/terms.txt, line by line."""

    @pytest.mark.parametrize(("words", "meaning"), TERMS + REFUSED_TERMS)
    def test_term(self, words: str, meaning: str) -> None:
        assert meaning_of(words) == meaning

    @pytest.mark.parametrize(("words", "meaning"), TYPED + REFUSED_TYPED)
    def test_typed(self, words: str, meaning: str) -> None:
        assert typed_meaning_of(words) == meaning

    @pytest.mark.parametrize("respell", SPELLINGS.values(), ids=SPELLINGS)
    def test_spelling(self, respell: Callable[[str], str]) -> None:
        wrong = [words for words, meaning in TERMS if meaning_of(respell(words)) != meaning]
        wrong += [words for words, meaning in TYPED if typed_meaning_of(respell(words)) != meaning]
        assert wrong == []

    def test_final_dot(self) -> None:
        wrong = [words for words, meaning in TERMS if words[-1] not in ".;" and meaning_of(words + ".") != meaning]
        assert wrong == []

    def test_a_term_of_one_fixed_deadline_is_a_date_too(self) -> None:
        fixed = [(words, meaning) for words, meaning in TERMS if meaning.startswith("fixed") and "+" not in meaning]
        assert [words for words, meaning in fixed if typed_meaning_of(words) != meaning] == []
        others = [words for words, meaning in TERMS if not (meaning.startswith("fixed") and "+" not in meaning)]
        assert {typed_meaning_of(words) for words in others} == {"refused not-a-date", "refused several"}

    def test_size_and_no_line_twice(self) -> None:
        assert len(TERMS) + len(TYPED) >= 180
        assert len(REFUSED_TERMS) + len(REFUSED_TYPED) >= 60
        for section in (TERMS + REFUSED_TERMS, TYPED + REFUSED_TYPED):
            assert len({words for words, _ in section}) == len(section)

    def test_every_reason_is_in_the_table(self) -> None:
        shown = {meaning.removeprefix("refused ") for _, meaning in REFUSED_TERMS + REFUSED_TYPED}
        assert set(SENTENCES) - shown == {"too-long"}


class TestRefused:
    """What a refusal says."""

    def test_message_quotes_the_words_and_says_what_to_write(self) -> None:
        with pytest.raises(Refused) as caught:
            read_term("Iunie 2019; 30  iunie")
        assert caught.value.message == '"30 iunie" has no year; write the year too, as in "30 iunie 2019"'
        assert str(caught.value) == caught.value.message

    def test_message_for_a_user_lists_the_forms(self) -> None:
        with pytest.raises(Refused) as caught:
            read_date("2019-02-29", today)
        assert caught.value.message == (
            '"2019-02-29" names a day that the calendar does not have; write a day that exists. ' + ACCEPTED
        )

    def test_forms_that_the_message_lists_are_accepted(self) -> None:
        forms = ACCEPTED.removeprefix("Accepted: ").split(", A..B")[0].split(", ")
        assert [form for form in forms if typed_meaning_of(form.strip('"')).startswith("refused")] == []

    @pytest.mark.parametrize("text", ["iunie 2019 " * 10_000, "-" * 100_000, "9" * 100_000, "(" * 201, " " * 201])
    def test_long_texts_are_not_looked_at(self, text: str) -> None:
        start = time.perf_counter()
        assert meaning_of(text) == typed_meaning_of(text) == "refused too-long"
        assert time.perf_counter() - start < 0.1

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ("30 iunie..2019-12", '"30 iunie" has no year'),
            ("2019-12..foo", '"foo" is in no form'),
            ("2019-12..2019-06", '"2019-12..2019-06" would end before it starts'),
            ("2019..", '"2019.." names no last day'),
        ],
    )
    def test_message_is_about_the_end_of_a_range_that_is_refused(self, words: str, message: str) -> None:
        with pytest.raises(Refused) as caught:
            read_date(words, today)
        assert caught.value.message.startswith(message)

    def test_long_quotes_are_cut(self) -> None:
        with pytest.raises(Refused) as caught:
            read_term("foarte " * 25)
        assert caught.value.message.startswith('"' + "foarte " * 8 + 'foa…" is in no form')

    def test_hostile_texts_of_allowed_length_are_quick(self) -> None:
        start = time.perf_counter()
        for text in (
            "-" * 200,
            "I," * 100,
            "al " * 66,
            "trim. I - " * 20,
            "din până " * 22,
            "K anual, " * 20,
            ";" * 200,
            "1-2-2019-" * 22,
            "luna a VI-a " * 16,
            "după " * 40,
            "T1, " * 49 + "2019",
        ):
            meaning_of(text)
        assert time.perf_counter() - start < 0.5


class TestOffsets:
    """Months and years from a day that the other month does not have."""

    def test_dateutil_is_loaded_by_the_first_offset_of_months(self) -> None:
        program = (
            "import sys; from datetime import date; from anitp_cli.deadlines import read_date, read_term\n"
            "today = lambda: date(2019, 7, 1)\n"
            "read_term('Trim. IV 2019'); read_date('+30d', today); print('dateutil' in sys.modules)\n"
            "read_date('+1m', today); print('dateutil' in sys.modules)"
        )
        result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert result.stdout.split() == ["False", "True"]

    @pytest.mark.parametrize(
        ("today", "words", "day"),
        [
            (date(2019, 1, 31), "+1m", date(2019, 2, 28)),
            (date(2020, 1, 31), "+1m", date(2020, 2, 29)),
            (date(2020, 2, 29), "+1y", date(2021, 2, 28)),
            (date(2020, 2, 29), "-1y", date(2019, 2, 28)),
            (date(2019, 12, 31), "+1d", date(2020, 1, 1)),
            (date(2019, 12, 31), "mâine", date(2020, 1, 1)),
            (date(2020, 3, 1), "ieri", date(2020, 2, 29)),
            (date(2019, 12, 31), "-13m", date(2018, 11, 30)),
        ],
    )
    def test_day(self, today: date, words: str, day: date) -> None:
        assert read_date(words, lambda: today) == Interval(day, day)


class TestClock:
    """What a user's date is counted from is asked for only where it counts."""

    def test_is_not_read_for_what_is_not_relative(self) -> None:
        assert read_date("2019-12", never) == Interval(date(2019, 12, 1), date(2019, 12, 31))
        relative = ("+", "-", "azi", "astăzi", "today", "mâine", "tomorrow", "ieri", "yesterday")
        absolute = [words for words, _ in TYPED if not words.startswith(relative)]
        assert len(absolute) >= 14
        for words in absolute:
            read_date(words, never)

    @pytest.mark.parametrize("words", ["2019..", "+30x", "+99999999d", "anual", "foo"])
    def test_is_not_read_for_what_is_refused(self, words: str) -> None:
        with pytest.raises(Refused):
            read_date(words, never)

    @pytest.mark.parametrize("words", ["+30d", "azi", "ieri", "-3m", "azi..+30d", "2019-06..azi"])
    def test_is_read_once_for_what_is_relative(self, words: str) -> None:
        calls: list[date] = []

        def clock() -> date:
            calls.append(TODAY)
            return TODAY

        read_date(words, clock)
        assert calls == [TODAY]


def intervals() -> st.SearchStrategy[Interval]:
    """Intervals of 1900..2199, among them those that the calendar names."""
    days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
    months = st.builds(date, st.integers(1900, 2199), st.integers(1, 12), st.just(1))
    month_ends = st.builds(lambda first: first - timedelta(days=1), months.filter(lambda day: day.year > 1900))
    firsts, lasts = days | months, days | month_ends | st.dates(date(2199, 12, 31), date(2199, 12, 31))
    pairs = st.tuples(firsts, lasts).filter(lambda pair: pair[0] <= pair[1])
    near = st.tuples(months, st.integers(1, 40)).map(lambda pair: (pair[0], _end_of_month_after(*pair)))
    return (pairs | near).map(lambda pair: Interval(*pair))


def _end_of_month_after(start: date, months: int) -> date:
    at = min(start.year * 12 + start.month - 1 + months, 2199 * 12 + 11)
    return date(at // 12, at % 12 + 1, 1) - timedelta(days=1) if at < 2199 * 12 + 11 else date(2199, 12, 31)


class TestPeriodName:
    """Names of intervals, read back."""

    @pytest.mark.parametrize(
        ("words", "name"),
        [
            ("anul 2019", "2019"),
            ("S1 2019", "2019-S1"),
            ("T3 2019", "2019-T3"),
            ("iunie 2019", "2019-06"),
            ("30 iunie 2019", "2019-06-30"),
            ("3 iunie 2019 - 8 iulie 2019", "2019-06-03..2019-07-08"),
            ("aprilie-decembrie 2021", "2021-04..2021-12"),
            ("februarie - aprilie 2021", "2021-02..2021-04"),
            ("2018-2020", "2018..2020"),
            ("1.02.2020 - 28.02.2020", "2020-02-01..2020-02-28"),
            ("1.02.2020 - 29.02.2020", "2020-02"),
            ("T4 2019 - T1 2020", "2019-10..2020-03"),
        ],
    )
    def test_name(self, words: str, name: str) -> None:
        assert period_name(read_date(words, today)) == name

    @given(intervals())
    def test_round_trip(self, interval: Interval) -> None:
        assert read_date(period_name(interval), today) == interval

    def test_any_date_has_a_name(self) -> None:
        assert period_name(Interval(date.min, date.max)) == "0001..9999"


# Texts made of the grammar's own words come nearer to its corners than any text does.
WORDS = (
    *KINDS,
    *("2019", "2020", "1850", "19", "1", "31", "T4", "\n", ";", "..", "+", "d", "azi"),
    *("al", "lea", "anul", "lunii", "între", "până", "de", "zile", "luni"),
)
NEAR_TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda blank: blank.join(words))
)


class TestAnyText:
    """No text does anything but be read or refused."""

    @given(st.text(max_size=210) | NEAR_TEXTS)
    def test_read_or_refused(self, text: str) -> None:
        try:
            deadlines = read_term(text)
        except Refused:
            return
        assert deadlines
        for deadline in deadlines:
            assert deadline.kind != "fixed" or deadline.interval
            assert deadline.interval is None or deadline.interval.start <= deadline.interval.end

    @given(st.text(max_size=210) | NEAR_TEXTS, st.dates())
    def test_date_read_or_refused(self, text: str, today: date) -> None:
        try:
            interval = read_date(text, lambda: today)
        except Refused:
            return
        assert interval.start <= interval.end
