"""What a build is made from is the same however Bedside was started."""

import sys
from pathlib import Path

import pytest
from tests.conftest import SmallSite

from bedside import inputs


def test_python_m_and_the_program_read_the_same(
    site: SmallSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first place to look for modules is all that differs; any other place counts."""
    practice, rest = site.root / "practice.toml", inputs._PATH[1:]

    def started(first: Path) -> tuple[str, ...]:
        monkeypatch.setattr(inputs, "_PATH", (str(first), *rest))
        return inputs.inputs_of(practice)

    assert started(Path(sys.executable).parent) == started(site.root)
    assert started(site.root) != started(tmp_path)
