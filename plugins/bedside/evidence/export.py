"""Evidence as one ZIP file that a privacy officer can file, the same bytes for the same evidence."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from bedside.evidence.chain import Evidence

__all__ = ["export"]

_EPOCH = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the first that ZIP knows: the day of export must not change the bytes
_README = """\
Evidence of {count} line(s), kept since {since}.

evidence.jsonl   one line for each consent entered or revoked, each proven deploy, each post proven
                 gone. No name, no word of a form: ids, days, hashes. Each line carries the SHA-256
                 of the line before, so that none can be changed or taken out unnoticed.
head.json        number and SHA-256 of the last line.
consents.toml    the consents as they are registered now.
receipt.json     which checks ran on the site that was built last, and each file's hash.

SHA-256 of the last line: {head}
Write it down elsewhere: whoever has it can tell later that nothing before it was changed.

What is wrong with it: {problems}

This is a record of what was checked. It is not a determination that information is de-identified
(45 CFR 164.514(b)), nor the signed forms, which are kept on paper.
"""


def export(evidence: Evidence, files: Iterable[Path], to: Path) -> None:
    """Write evidence and those of `files` that exist into a ZIP at `to`."""
    problems = "; ".join(f"line {number} {said}" for number, said in evidence.problems) or "nothing"
    since = f"{evidence.entries[0].at:%Y-%m-%d}" if evidence.entries else "nothing was recorded"
    text = _README.format(
        count=len(evidence.entries), since=since, head=evidence.head or "none", problems=problems
    )
    head = evidence.path.with_name("head.json")
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "README.txt", text.encode())
        for file in (evidence.path, head, *files):
            if file.is_file():
                _add(archive, file.name, file.read_bytes())


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, date_time=_EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)
