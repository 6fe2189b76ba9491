"""The hook and the workflow step, tried in a throw-away git repository that holds a plan and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DATA, ROOT

SOUND = DATA / "rules" / "base"


@pytest.fixture
def repository(tmp_path):
    """Another repository with a plan in plan/."""
    folder = tmp_path / "other"
    shutil.copytree(SOUND, folder / "plan")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    return folder


def git(folder, *words):
    name = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


def misspell(repository):
    path = repository / "plan" / "activities.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("responsible:", "responsable:", 1), encoding="utf-8")
    git(repository, "add", ".")


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="pre-commit installs hooks from a git repository")
def test_the_hook_in_another_repository(repository, tmp_path):
    """The two lines of the README, with this checkout as the repository of the hook."""
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - {{repo: '{ROOT}', rev: {head.strip()}, hooks: [{{id: anitp-check}}]}}\n", encoding="utf-8"
    )
    git(repository, "add", ".")

    def hook():
        environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "cache"), "GITHUB_ACTIONS": ""}
        command = [Path(sys.executable).with_name("pre-commit"), "run", "--all-files"]
        return subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)

    clean = hook()
    assert (clean.returncode, "Passed" in clean.stdout) == (0, True), clean.stdout + clean.stderr
    misspell(repository)
    wrong = hook()
    assert wrong.returncode == 1
    assert 'error[S03 field-unknown] the field "responsable" is not known' in wrong.stdout


def test_the_workflow_step(repository, program):
    """What the step of the README runs, on a runner of GitHub Actions: annotations, and the exit code of the gate."""

    def step():
        environment = {**os.environ, "GITHUB_ACTIONS": "true"}
        return subprocess.run(
            [program, "check", "--plan", "plan"],
            cwd=repository,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert (step().returncode, step().stdout) == (0, "")
    misspell(repository)
    wrong = step()
    assert wrong.returncode == 1
    assert wrong.stdout.startswith("::error file=plan/activities.yaml,line=")
