"""The README cannot go stale: its commands are run, and its outputs are what they print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from conftest import ROOT

README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)


def test_the_commands_print_what_the_readme_says(program, terminal, request, tmp_path):
    text = README.read_text(encoding="utf-8")
    environment = {"PATH": f"{Path(program).parent}:{os.environ['PATH']}", "HOME": "/nonexistent", "TERM": "xterm"}

    here = tmp_path / "anitp"  # what is written is written to a copy
    shutil.copytree(ROOT / "plan", here / "plan")

    def played(block):
        typed = [line for line in block[0].splitlines() if line.startswith("$ ")]
        return "".join(f"{line}\n{answer(line[2:])}" for line in typed)

    def answer(command):
        if command.startswith("export "):
            environment.update(re.findall(r"(\w+)=(\S+)", command))
        return terminal(["bash", "-c", command], env=environment, cwd=here).replace(str(here), "~/anitp")

    actual = BLOCK.sub(played, text)
    if request.config.getoption("--snapshot-update"):
        README.write_text(actual, encoding="utf-8")
    assert actual == text


def test_the_python_example_runs(program):
    code = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    done = subprocess.run(
        [Path(program).with_name("python"), "-c", code[0]], capture_output=True, text=True, check=True, cwd="/"
    )
    assert done.stdout.startswith("60 Organizarea și desfășurarea unor evenimente")


def test_the_table_of_bounds(run):
    rows = re.findall(
        r"^\| `(--\w+[^`]*)` \| [^|]+ \| (\d+) \| (\d+) \|$", README.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) == 6
    for bound, fixed, with_recurring in rows:
        assert len(run(f"due {bound} --format ids").stdout.splitlines()) == int(fixed)
        assert len(run(f"due {bound} --recurring --format ids").stdout.splitlines()) == int(with_recurring)


def test_the_links_within_it_lead_somewhere():
    """An anchor is its heading as GitHub makes it: in lower case, without signs, blanks as hyphens."""
    text = README.read_text(encoding="utf-8")
    headings = re.findall(r"^##+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    linked = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert len(linked) > 10
    assert linked <= anchors
