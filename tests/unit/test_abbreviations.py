"""The glossary: what a user's words find, and expansion in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anitp_cli.abbreviations import Glossary
from anitp_cli.text import bare


@pytest.fixture(scope="module")
def glossary(plan):
    return Glossary(plan.abbreviations)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("DIICOT", "DIICOT"),
        ("diicot", "DIICOT"),
        ("cr  anitp", "CR ANITP"),
        ("poliția română", "IGPR"),
        ("politia romana", "IGPR"),
        ("POLIŢIEI ROMÂNE", "IGPR"),
        ("inspectorat general", "IGI IGPF IGPR"),
        ("muncă", "ANOFM IM MMJS"),
        ("copil", "ANPDCA DGASPC"),
        ("asistență socială", "DGASPC DAS SPAS"),
        ("migrație", "OIM"),
        ("DII", "DIICOT"),
        ("politica", ""),  # not "poliția"
        ("mig", ""),
        ("IG", ""),  # starts three
        ("română poliția", ""),  # words in another order
        ("", ""),
        ("!", ""),
    ],
)
def test_find(glossary, words, codes):
    assert " ".join(entry.code for entry in glossary.find(words)) == codes


def test_arguments_may_spell_one_code_or_one_phrase(glossary):
    def found(*words):
        return [(words, [str(entry.code) for entry in entries]) for words, entries in glossary.find_each(words)]

    assert found("poliția", "română") == [("poliția română", ["IGPR"])]
    assert found("DIICOT", "CR", "ANITP", "MS") == [("DIICOT", ["DIICOT"]), ("CR ANITP", ["CR ANITP"]), ("MS", ["MS"])]
    assert found("DIICOT", "nope") == [("DIICOT", ["DIICOT"]), ("nope", [])]


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("IGPR și IGPR", "IGPR (Inspectoratul General al Poliției Române) și IGPR"),
        ("CR ANITP", "CR ANITP (Centrul Regional ANITP)"),
        ("prin ONG-uri.", "prin ONG-uri (Organizație neguvernamentală)."),
        ("Europol", "Europol (Oficiul European de Poliție)"),
        ("Mai și mai, im, Ms", "Mai și mai, im, Ms"),
        ("IMM, XIM, IM2", "IMM, XIM, IM2"),
        ("(IM)", "(IM (Inspecția Muncii))"),
        ("Inspecția Muncii (IM) și IM", "Inspecția Muncii (IM) și IM"),
        # Whoever wrote the text has expanded it, on either side of the code, in any case and spelling.
        ("ANITP (Agenția Națională împotriva Traficului de Persoane) și ANITP", None),
        ("ANITP (AGENTIA NATIONALA IMPOTRIVA TRAFICULUI DE PERSOANE)", None),
        ("ANITP\n(Agenţia Naţională  împotriva\nTraficului de Persoane)", None),
        ("agentia nationala impotriva traficului de persoane (ANITP)", None),
        ("ONG-uri (organizație neguvernamentală)", None),
        ("CR ANITP (Centrul Regional ANITP)", None),
        ("Centrul Regional ANITP (CR ANITP)", None),
        ("UE (Uniunea Africană)", "UE (Uniunea Europeană) (Uniunea Africană)"),
        ("UE (Uniunea Europeană", "UE (Uniunea Europeană) (Uniunea Europeană"),
        ("UE (", "UE (Uniunea Europeană) ("),
        ("UE/MS", "UE (Uniunea Europeană)/MS (Ministerul Sănătății)"),
        ("", ""),
    ],
)
def test_expand(glossary, text, expanded):
    assert glossary.expand(text) == (text if expanded is None else expanded)


@given(st.data())
def test_what_is_expanded_stays_as_it_is(glossary, data):
    """Codes, what they stand for, and what may stand between them, in any order."""
    codes = [entry.code for entry in glossary]
    expansions = [entry.expansion for entry in glossary]
    words = [form for word in (*codes, *expansions) for form in (word, bare(word), word.upper(), word.capitalize())]
    pieces = st.sampled_from(words) | st.sampled_from([" ", " (", ") ", "(", ")", "/", ", ", "-uri", "\n", "x"])
    once = glossary.expand("".join(data.draw(st.lists(pieces, max_size=12))))
    assert glossary.expand(once) == once


def test_uses_count_activities_not_words(plan, glossary):
    uses = glossary.uses(plan.activities)
    assert uses["IPJ"] == 0
    assert uses["SELEC"] == 1
    assert uses["CR ANITP"] == 1
    assert uses["EUROPOL"] == 2
    assert sum("UNBR" in " ".join(activity.cells()) for activity in plan.activities) == uses["UNBR"] == 1


def test_a_plan_without_abbreviations_expands_nothing():
    assert Glossary(()).expand("IGPR") == "IGPR"
    assert Glossary(()).find("IGPR") == ()
