"""Who a note names is found once, until the note is another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kg.published
from kg.published import names_in_note
from tests.commands.conftest import type_it, write

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "# Bijeenkomst {n}\n\nAanwezig: {name}\n\nVraag: Wat vindt {name} van toetsen?\n"


@pytest.mark.usefixtures("no_worker")
def test_a_note_that_did_not_change_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(source: object, path: Path) -> object:
        read.append(path.name)
        return names_in_note(source, path)  # type: ignore[arg-type]

    monkeypatch.setattr(kg.published, "names_in_note", counted)
    notes = {
        f"meetings/{n}.md": NOTE.format(n=n, name=name) for n, name in enumerate(("Anna Proefsma", "Bo Monsterink"))
    }
    folder = write(tmp_path, {"kg.toml": '[privacy]\npersons = "hide"\n', **notes})
    assert type_it("refresh", folder=folder).code == 0
    write(folder, {"meetings/1.md": NOTE.format(n=1, name="Sanne Proefstra")})
    assert type_it("refresh", folder=folder).code == 0
    assert [name for name in read if name.endswith(".md")] == ["0.md", "1.md", "1.md"]
    pages = {path.name: path.read_text(encoding="utf-8") for path in (folder / "outputs" / "notes").rglob("*.html")}
    assert [name for name, page in pages.items() for word in ("Proef", "Monsterink") if word in page] == []
    assert "[naam]" in pages["0.md.html"]
