"""The page in a browser: it answers as the command line does, and can be used by everyone, in print and by keyboard."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import DATA

pytest_plugins = ["visits"]
WIDTHS = (320, 360, 768, 1280)


def items(run, *words):
    return [json.loads(line) for line in run([*words, "--format", "jsonl"]).stdout.splitlines()]


def ids(run, *words):
    return run([*words, "--format", "ids"]).stdout.splitlines()


# --- Its answers are those of the command line -------------------------------------------------------------------


def test_every_institution_in_every_role(visit, run):
    page = visit()
    for one in items(run, "who"):
        named = items(run, "who", one["code"])
        for role in ("", "responsible", "partner"):
            page.choose(who=one["code"], role=role)
            expected = {each["activity"] for each in named if role in {"", each["role"]}}
            assert set(page.shown) == expected, (one["code"], role)


def test_every_objective(visit, run, plan):
    page = visit()
    for objective in plan.objectives:
        page.choose(objective=objective.id)
        assert page.shown == ids(run, "list", "--objective", objective.id)


def test_objective_10_is_not_under_objective_1(visit, write_page, small):
    folder = small({})
    path = folder / "activities.yaml"
    content = path.read_text(encoding="utf-8")
    tenth = re.sub(r'id: "1\b', 'id: "10', content.partition("objectives:\n")[2])
    path.write_text(content + tenth, encoding="utf-8")
    page = visit(path=write_page("--plan", folder))
    for objective, expected in {
        "1": ["1.1.1", "1.1.2"],
        "10": ["10.1.1", "10.1.2"],
        "10.1": ["10.1.1", "10.1.2"],
    }.items():
        page.choose(objective=objective)
        assert page.shown == expected


@pytest.mark.parametrize("key", ["kind", "state"])
def test_every_kind_and_state_of_a_deadline(visit, run, key):
    page = visit()
    every = items(run, "due", "--all")
    offered = page.tab.evaluate(f"[...document.getElementById('{key}').options].map(one => one.value).filter(Boolean)")
    assert {one[key] for one in every} <= set(offered)
    for value in offered:
        page.choose(**{key: value})
        found = [one for one in every if one[key] == value]
        assert set(page.shown) == {one["activity"] for one in found}
        assert not found or page.due == len(found)


def test_every_month(visit, run):
    page = visit()
    months = page.tab.evaluate("[...document.getElementById('month').options].map(one => one.value).filter(Boolean)")
    assert (months[0], months[-1], len(months)) == ("2018-11", "2020-12", 26)
    for month in months:
        page.choose(month=month)
        found = ids(run, "due", "--in", month, "--recurring")
        assert set(page.shown) == {one.partition("@")[0] for one in found}


def test_filters_together_are_asked_of_the_same_deadline(visit, run):
    page = visit()
    page.choose(who="IGPR", role="partner", objective="1", state="overdue", month="2018-12")
    found = run("due --who IGPR --role partner --objective 1 --state overdue --in 2018-12 --recurring -f ids")
    found = found.stdout.splitlines()
    assert (page.shown, page.due) == ([one.partition("@")[0] for one in found], len(found))
    assert found


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("minori", ["minori"]),
        ("MINORI", ["minori"]),
        ("formare continua", ["formare", "continua"]),
        ("formare  continuă", ["formare", "continuă"]),
        ('"formare continua"', ["formare continua"]),
        ("„formare continuă”", ["formare continua"]),
        ("minori „formare contin", ["minori", "formare contin"]),
        ('"ANITP MAE"', ["ANITP MAE"]),  # two cells, one behind the other
        ("ţări", ["țări"]),
        ("TARI de destinatie", ["țări", "de", "destinație"]),
        ("IGPR", ["IGPR"]),
        ("anual", ["anual"]),
        ("nu este cazul.", ["nu", "este", "cazul."]),
        ("nimic de felul acesta", ["nimic", "de", "felul", "acesta"]),
    ],
)
def test_search(visit, run, typed, words):
    page = visit()
    page.tab.fill("#q", typed)
    assert page.shown == ids(run, "list", *words)
    assert page.tab.is_visible("#nothing") == (not page.shown)


def test_search_folds_letters_as_the_command_line_does(visit, run, write_page, small):
    title = "Straße, ΣΊΣΥΦΟΣ, Éclair, ﬁnal, ĂÂÎȘȚ ŞŢ, Ⅳ, Ørsted, İzmir, Łódź"
    folder = small({"Prima activitate": title})
    page = visit(path=write_page("--plan", folder))
    for word in re.split(r", | ", title):
        for typed in (word, word.lower(), word.upper(), word[:2]):
            page.tab.fill("#q", typed)
            assert page.shown == ids(run, "list", typed, "--plan", str(folder)), typed


@pytest.mark.parametrize(("plot", "fewest"), [(".objectives", 60), (".institutions", 90)])
def test_every_bar_shows_what_it_counts(visit, plot, fewest):
    bars = visit().tab.evaluate(
        """plot => [...document.querySelectorAll(`${plot} a[data-query]`)].map(bar => {
            bar.click();
            const number = id => Number(document.getElementById(id).textContent);
            const found = number(bar.dataset.query.includes("overdue") ? "due" : "shown");
            return [bar.dataset.query, Number(bar.querySelector(".count").textContent), found];
        })""",
        plot,
    )
    assert len(bars) > fewest
    assert [bar for bar in bars if bar[1] != bar[2]] == []


def test_a_bar_that_is_chosen_says_so_and_lets_go(visit):
    page = visit()
    bar = page.tab.locator('.bars a[data-query="who=IGPR&role=partner"]')
    bar.click()
    assert (bar.get_attribute("aria-current"), len(page.shown)) == ("true", 10)
    assert page.tab.locator("[aria-current]").count() == 1
    bar.click()
    assert (bar.get_attribute("aria-current"), len(page.shown)) == (None, 60)


def test_every_month_of_the_plot_shows_what_it_counts(visit):
    page = visit()
    for bar in page.tab.locator(".months a").all():
        bar.evaluate("one => one.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))")
        assert page.due == int(bar.locator("text").text_content())


# --- Ways into it ------------------------------------------------------------------------------------------------


def test_a_link_leads_straight_to_each_activity(visit, plan):
    page = visit()
    for number, activity in enumerate(plan.activities):
        if number % 20:
            page.tab.evaluate(f"location.hash = '#{activity.id}'")
        else:
            page.go(f"#{activity.id}")
        assert page.open[-1] == activity.id
        assert page.tab.evaluate("document.activeElement.id") == activity.id
        box = page.tab.locator(f"[id='{activity.id}'] h5 .cell").bounding_box()
        assert 0 <= box["y"] < 720


def test_a_link_to_a_deadline_opens_its_activity(visit):
    page = visit("#2.1.2@2019-T3")
    assert page.open == ["2.1.2"]
    assert 0 <= page.tab.locator("[id='2.1.2@2019-T3']").bounding_box()["y"] < 720


def test_a_link_to_what_a_filter_hides_clears_the_filter_and_says_so(visit):
    page = visit("?who=ANPS#2.1.1")
    assert (len(page.shown), page.open) == (60, ["2.1.1"])
    assert page.tab.inner_text("#notice") == "Filtrele au fost șterse: ascundeau 2.1.1."
    assert page.tab.url.endswith("plan.html#2.1.1")
    page.choose(who="ANPS")
    assert (page.shown, page.tab.inner_text("#notice")) == (["5.2.3"], "")


def test_a_link_to_what_a_filter_shows_keeps_the_filter(visit):
    page = visit("?who=ANPS#5.2.3")
    assert (page.shown, page.open) == (["5.2.3"], ["5.2.3"])


def test_a_view_can_be_shared_and_undone(visit):
    page = visit()
    page.tab.select_option("#who", "IGPR")
    page.tab.select_option("#role", "partner")
    page.tab.fill("#q", "copiilor")
    shown, address = page.shown, page.tab.url
    assert address.endswith("plan.html?who=IGPR&role=partner&q=copiilor")
    other = visit(address[len(page.path.as_uri()) :])
    assert other.shown == shown
    page.tab.go_back()
    assert page.tab.input_value("#role") == ""
    page.tab.go_back()
    assert (len(page.shown), page.tab.input_value("#who")) == (60, "")


def test_an_address_that_asks_for_what_is_not_there_is_told(visit):
    page = visit("?who=IGPX&objective=2.1&utm=keep")
    assert page.tab.inner_text("#notice") == "Planul nu cunoaște who=IGPX; de aceasta nu s-a ținut seama."
    assert len(page.shown) == 5
    page.choose(objective="2.2")
    assert "utm=keep" in page.tab.url


@pytest.mark.parametrize("where", ["#%", "#%E0%A4%A", "#9.9.9", "?q=%00#", "#h-note"])
def test_an_odd_address_does_no_harm(visit, where):
    assert len(visit(where).tab.query_selector_all(".activity")) == 60


# --- For everyone ------------------------------------------------------------------------------------------------


def test_without_scripts_it_holds_every_row(visit, plan):
    page = visit(java_script_enabled=False).tab
    for activity in plan.activities:
        article = page.locator(f"[id='{activity.id}']")
        text = article.inner_text()
        assert article.is_visible()
        assert all(cell in text for cell in activity.cells())
        assert f"activitatea {activity.id.rpartition('.')[2]} " in text
    assert page.locator(".controls:visible, button:visible, [data-query][href]").count() == 0
    assert page.locator("tr[data-activity]:visible").count() == 60


def test_print_shows_every_row_whole_and_no_controls(visit, plan):
    page = visit()
    page.tab.emulate_media(media="print")
    assert page.open == [activity.id for activity in plan.activities]
    assert page.tab.locator(".controls:visible, button:visible, nav:visible, input:visible").count() == 0
    assert page.tab.pdf()[:5] == b"%PDF-"


def test_print_of_a_filtered_view_shows_that_view(visit):
    page = visit("?who=ANPS")
    page.tab.emulate_media(media="print")
    assert page.open == ["5.2.3"]
    assert page.tab.inner_text(".status p").strip() == "1 din 60 de activități, 3 din 145 de termene"
    words = page.tab.evaluate("getComputedStyle(document.getElementById('chosen'), '::after').content")
    assert words == '"Instituția: ANPS"'
    assert page.tab.locator("button:visible").count() == 0


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("media", ["screen", "print"])
def test_no_width_makes_the_page_scroll_sideways(visit, width, media):
    page = visit("?who=IGPR&role=partner&kind=annual", viewport={"width": width, "height": 700}).tab
    page.emulate_media(media=media)
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("document.getElementById('all').click()")
        page.evaluate("document.querySelector('details').open = true")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_very_long_word_wraps(visit, write_page, small, width):
    folder = small({"Prima activitate": "x" * 10_000, "Număr": "y" * 10_000, "Primul specific": "z" * 10_000})
    page = visit("#1.1.1", path=write_page("--plan", folder), viewport={"width": width, "height": 700}).tab
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_accessibility(visit, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    page = visit("?objective=1.1&state=overdue", color_scheme=scheme, viewport={"width": width, "height": 800}).tab
    page.click("#all")
    page.focus("a.code >> nth=0")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found] == []


def test_dark_and_light_differ(visit):
    def paper(scheme):
        return visit(color_scheme=scheme).tab.evaluate("getComputedStyle(document.body).backgroundColor")

    assert (paper("light"), paper("dark")) == ("rgb(255, 255, 255)", "rgb(21, 24, 27)")


def focused(tab):
    return tab.evaluate(
        "(document.activeElement.id || document.activeElement.className || document.activeElement.tagName)"
    )


def test_the_keyboard_alone_filters_and_opens(visit):
    page = visit()
    press = page.tab.keyboard.press
    press("Tab")
    assert focused(page.tab) == "skip"
    while focused(page.tab) != "q":
        press("Tab")
    page.tab.keyboard.type("auditorilor")
    assert page.shown == ["3.1.3"]
    while focused(page.tab) != "toggle":
        press("Tab")
        assert page.tab.evaluate("document.activeElement.matches(':focus-visible')")
    press("Enter")
    assert page.open == ["3.1.3"]
    press("Enter")
    assert page.open == []
    press("Shift+Tab")
    press("Shift+Tab")
    assert focused(page.tab) != "toggle"


def test_the_keyboard_reaches_selects_chips_and_bars(visit):
    page = visit()
    page.tab.focus("#who")
    page.tab.keyboard.type("ANPS")
    assert page.shown == ["5.2.3"]
    page.tab.focus("#chosen .chip >> nth=0")
    page.tab.keyboard.press("Enter")
    assert (len(page.shown), focused(page.tab)) == (60, "who")
    page.tab.focus(".months a >> nth=0")
    page.tab.keyboard.press("Enter")
    assert page.due == 27
    page.tab.focus('.bars a[data-query="who=IGPR&role=partner"]')
    page.tab.keyboard.press("Enter")
    assert len(page.shown) == 10


def test_a_name_is_explained_on_hover_and_on_focus(visit):
    page = visit("#3.2.1").tab
    tip = page.locator("[role=tooltip]")
    name = page.locator("[id='3.2.1'] [data-role=partner] a[data-code=IGPR]").first
    assert not tip.is_visible()
    name.hover()
    assert tip.inner_text() == "Inspectoratul General al Poliției Române"
    tip.hover()
    assert tip.is_visible()
    page.mouse.move(0, 0)
    assert not tip.is_visible()
    name.focus()
    assert tip.is_visible()
    assert name.get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_a_name_beyond_ascii_is_explained_too(visit, write_page, small):
    page = visit("#1.1.1", path=write_page("--plan", small({}, code="ȘÎ „Ț”"))).tab
    page.locator("[id='1.1.1'] [data-role=partner] a[data-code]").focus()
    assert page.locator("[role=tooltip]").inner_text() == "Organizație neguvernamentală"


def test_a_finger_explains_a_name_first_and_follows_it_next(visit):
    page = visit("#3.2.1", has_touch=True, viewport={"width": 360, "height": 700}).tab
    name = page.locator("[id='3.2.1'] [data-role=partner] a[data-code=IGPR]").first
    name.tap()
    assert page.locator("[role=tooltip]").inner_text() == "Inspectoratul General al Poliției Române"
    assert page.url.endswith("#3.2.1")
    name.tap()
    assert page.url.endswith("#i-IGPR")


def test_the_browsers_own_search_opens_what_it_finds(visit):
    page = visit()
    page.tab.evaluate(
        "document.getElementById('sheet-2.1.1').dispatchEvent(new Event('beforematch', { bubbles: true }))"
    )
    assert page.open == ["2.1.1"]


def test_a_text_can_be_marked_without_folding_its_row(visit):
    page = visit("#2.1.1")
    page.tab.locator("[id='2.1.1'] h5 .cell").dblclick(position={"x": 20, "y": 8})
    assert page.tab.evaluate("String(getSelection())").strip()
    assert page.open == ["2.1.1"]


# --- Nothing gets in ---------------------------------------------------------------------------------------------

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)><style>*{display:none}</style>"
    '"\' onmouseover=alert(3) x=" javascript:alert(4) =cmd() &lt;b&gt; ${alert(5)} \u202eabc\x1b[2J'
)
SEEN = HOSTILE.replace("\u202e", r"\u202e").replace("\x1b", r"\x1b")


def test_hostile_text_is_text_everywhere(visit, write_page, small):
    cells = ("Prima activitate", "A doua activitate", "Număr", "Buget IGPR", "Primul specific", "Primul", "PREVENIRE")
    cells += ("Plan mic", "Guvernul României", "HG 1/2018", "Monitorul Oficial", "Partea I", "Obiectiv general 1:")
    folder = small(dict.fromkeys(cells, HOSTILE), code=HOSTILE)
    page = visit("#1.1.1", path=write_page("--plan", folder))
    document = page.tab.evaluate("document.documentElement.textContent")
    assert document.count(SEEN) > 2 * len(cells)
    assert page.tab.evaluate("document.querySelectorAll('script, style, img').length") == 2
    assert page.tab.inner_text("[id='1.1.1'] h5 .cell") == SEEN
    assert page.tab.evaluate("document.querySelectorAll('a[href^=\"javascript:\"]').length") == 0
    bar = page.tab.locator(".bars a[data-query*=alert]").first
    bar.evaluate("one => one.click()")
    assert (page.shown, page.tab.input_value("#who")) == (["1.1.1"], SEEN)
    page.tab.fill("#q", "<script>alert(1)")
    assert page.shown == ["1.1.1"]


def test_the_policy_lets_nothing_else_run(visit):
    page = visit().tab
    blocked = page.evaluate(
        """async () => {
            const blocked = [];
            document.addEventListener("securitypolicyviolation", event => blocked.push(event.effectiveDirective));
            const add = (name, set) => document.body.append(Object.assign(document.createElement(name), set));
            add("img", { src: "https://example.org/" });
            add("style", { textContent: "*{}" });
            try { add("script", { textContent: "alert(1)" }); } catch (error) { blocked.push(error.name); }
            await fetch("https://example.org/").catch(() => {});
            await new Promise(done => setTimeout(done, 100));
            return blocked;
        }"""
    )
    assert "Content Security Policy" in visit.heard[0]
    visit.heard.clear()
    assert set(blocked) == {"img-src", "style-src-elem", "connect-src", "require-trusted-types-for", "TypeError"}


def test_the_same_plan_and_day_make_the_same_bytes(write_page, plan_page, tmp_path):
    other = write_page(TZ="Pacific/Kiritimati", LANG="C", LC_ALL="C", PYTHONHASHSEED="7", cwd=tmp_path)
    assert other.read_bytes() == plan_page.read_bytes()
    assert Path(write_page("--today", "2020-01-15")).read_bytes() != plan_page.read_bytes()


@pytest.fixture
def small(tmp_path):
    """A copy of the small plan in which some texts, and the code ONG, are replaced by others."""

    def small(texts, code=None):
        folder = tmp_path / "plan"
        folder.mkdir()
        for path in (DATA / "small").iterdir():
            content = path.read_text(encoding="utf-8")
            for old, new in {**texts, **({"ONG": code} if code else {})}.items():
                content = content.replace(f'"{old}"', json.dumps(new))
            (folder / path.name).write_text(content, encoding="utf-8")
        return folder

    return small
