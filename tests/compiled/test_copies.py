"""A copy of files is theirs to the byte: each has the size that was listed, and nothing more or less."""

from __future__ import annotations

from io import BytesIO

import pytest

from anitp_cli.compiled.copies import Files, is_copy, write_copy


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b").write_bytes(b"two")
    return Files(tmp_path, {"a": 3, "b": 3}, lambda _folder: {})


@pytest.mark.parametrize(
    ("a", "b", "is_same"),
    [
        (b"one", b"two", True),
        (b"one", b"twe", False),
        (b"onetwo", b"", False),
        (b"one", b"tw", False),
        (b"one", b"twos", False),
        (b"", b"", False),
        (b"on", b"etwo", False),
    ],
)
def test_a_copy_is_told_from_what_the_files_became(files, a, b, is_same):
    """They may have changed since they were listed; without the sizes looked at, "tw" is a copy of "two"."""
    copy = BytesIO()
    write_copy(copy, files)
    copy.seek(0)
    (files.folder / "a").write_bytes(a)
    (files.folder / "b").write_bytes(b)
    assert is_copy(copy, files) is is_same


def test_what_is_being_written_is_not_copied(files):
    (files.folder / "b").write_bytes(b"two and more")
    with pytest.raises(OSError, match="being written"):
        write_copy(BytesIO(), files)
