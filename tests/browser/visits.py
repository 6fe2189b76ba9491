"""A browser, and the page as a user opens it: from a file, without a network.

These tests need Chromium and the packages of the extra `browser`; without them they are skipped, unless
ANITP_BROWSER=required says that they must run (.ci/run does).
"""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from conftest import TODAY

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def missing(what):
    if os.environ.get("ANITP_BROWSER") == "required":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("no Playwright: pip install 'anitp[browser]'")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing("no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def write_page(program, tmp_path_factory):
    """Have `anitp page` write a file, of the plan shipped or of another one."""

    def write_page(*options, cwd=None, **environment):
        path = tmp_path_factory.mktemp("page") / "plan.html"
        settings = {**os.environ, "ANITP_TODAY": TODAY, **environment}
        subprocess.run([program, "page", "-o", path, *options], check=True, env=settings, cwd=cwd)
        return path

    return write_page


@pytest.fixture(scope="session")
def plan_page(write_page):
    """The page of the plan shipped, as of 2019-07-01."""
    return write_page()


class Visit:
    """The page as somebody sees it, and the few things that many tests do with it."""

    def __init__(self, tab, path):
        self.tab = tab
        self.path = path

    def go(self, where=""):
        """Open the page at an address such as "?who=IGPR" or "#2.1.1", anew."""
        self.tab.goto("about:blank")
        self.tab.goto(f"{self.path.as_uri()}{where}")

    def choose(self, **filters):
        """Set these filters and no others, as the form's controls do."""
        self.tab.evaluate(
            """filters => {
                const form = document.getElementById("filters");
                for (const field of form.elements) field.value = filters[field.name] ?? "";
                form.elements.namedItem("who").dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            filters,
        )

    @property
    def shown(self):
        """The ids of the activities that are shown, in their order."""
        ids = self.tab.evaluate(
            "[...document.querySelectorAll('.activity')].filter(e => e.checkVisibility()).map(e => e.id)"
        )
        assert self.tab.inner_text("#shown") == str(len(ids))
        return ids

    @property
    def due(self):
        """The number of deadlines that the page counts."""
        return int(self.tab.inner_text("#due"))

    @property
    def open(self):
        """The ids of the activities whose rows are unfolded."""
        return self.tab.evaluate(
            """async () => {
                const drawn = () => new Promise(requestAnimationFrame);
                await drawn().then(drawn); // what was folded a moment ago is skipped until the next picture
                return [...document.querySelectorAll(".citation")]
                    .filter(one => one.checkVisibility({ contentVisibilityAuto: true }))
                    .map(one => one.closest(".activity").id);
            }"""
        )


@pytest.fixture
def visit(browser, plan_page):
    """Open the page; a message of the console, an error or a request to anywhere fails the test."""
    contexts, heard = [], []

    def visit(where="", path=plan_page, **settings):
        context = browser.new_context(**settings)
        contexts.append(context)
        context.set_default_timeout(120_000)
        tab = context.new_page()
        tab.on("console", lambda message: heard.append(message.text))
        tab.on("pageerror", lambda error: heard.append(str(error)))
        tab.on("dialog", lambda dialog: heard.append(dialog.message))
        tab.on("request", lambda one: one.url.startswith(("file:", "data:,", "about:")) or heard.append(one.url))
        page = Visit(tab, path)
        page.go(where)
        return page

    visit.heard = heard
    yield visit
    for context in contexts:
        context.close()
    assert heard == []
