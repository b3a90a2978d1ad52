"""Remember across runs in which documents the rules on words found nothing: they are not read again.

As with passages (checks/reader/memory.py) only keyed hashes are kept, and of a document in which a
rule found anything nothing of that rule. A hash covers all that such a rule can see: the document,
the practice's facts, the rules that ran, the code and the libraries. These rules ask for no other
file and no clock (tests/checks_site/test_clean_documents.py). All others run every time too, unless
a whole build knows that nothing around the document has changed either.
"""

import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.checks.model import Context, Rule, Scope
from bedside.checks.own_code import own_code
from bedside.checks.reader import Memory, open_memory, reader_mark
from bedside.checks.suppress import Hit
from bedside.files import shipped
from bedside.installed import installed
from bedside.post import Source

if TYPE_CHECKING:
    from bedside.checks.kept_pages import KeptPages

__all__ = ["Clean", "code_mark", "is_of_words", "open_clean", "open_pages"]

_FILE, _SILENT = "documents", "silent"
# Rules on one source that, like those on text, look at its words alone.
_OF_WORDS = frozenset(
    ["TXT001", "TXT002", "TXT003", "TXT004", "TXT010", "TXT011", "TXT015", "TXT016",
     "HTM001", "HTM002", "HTM003", "HTM004", "HTM005", "HTM006", "HTM007", "HTM008", "BOD001", "BOD002", "BOD004", "BOD007", "CON013", "PHI106"]
)  # fmt: skip


def is_of_words(rule: Rule) -> bool:
    """Tell whether a rule sees nothing but a document's words and the practice's facts."""
    return rule.scope is Scope.TEXT or rule.code in _OF_WORDS


@dataclass(frozen=True, slots=True)
class Clean:
    """What earlier runs found nothing in, for rules that are asked in groups."""

    memory: Memory
    around: bytes = b""  # of all else that decides (checks/surroundings.py); none: never settled

    def is_settled(self, source: Source, context: Context) -> bool:
        """Tell whether no rule at all has anything to say of the document, as it is and stands."""
        return bool(self.around) and self.memory.knows(self._whole(source, context))

    def settle(self, source: Source, context: Context) -> None:
        """Remember that no rule said anything of the document."""
        if self.around:
            self.memory.keep(self._whole(source, context))

    def _whole(self, source: Source, context: Context) -> str:
        return _key(f"whole {self.around.hex()}", source, context)

    def left(self, rules: Sequence[Rule], source: Source, context: Context) -> list[Rule]:
        """Return the rules that must read the document."""
        known = {
            group for group, _ in _groups(rules) if self.memory.knows(_key(group, source, context))
        }
        return [rule for rule in rules if not is_of_words(rule) or _group(rule) not in known]

    def keep(
        self, rules: Sequence[Rule], hits: Iterable[Hit], source: Source, context: Context
    ) -> None:
        """Remember the groups of which no rule found anything."""
        found = {hit.rule.code for hit in hits}
        for group, codes in _groups(rules):
            if found.isdisjoint(codes):
                self.memory.keep(_key(group, source, context))

    def knows_file(self, source: Source) -> bool:
        """Tell whether nothing was found in a file of facts, such as practice.toml."""
        return self.memory.knows(f"facts\0{source.name}\0{source.text}")

    def keep_file(self, source: Source) -> None:
        """Remember that nothing was found in a file of facts."""
        self.memory.keep(f"facts\0{source.name}\0{source.text}")


def open_clean(
    folder: Path, context: Context, rules: Sequence[Rule], around: bytes = b""
) -> Clean | None:
    """Open what was kept in this folder under the same facts, rules and code."""
    memory = open_memory(folder, _mark(context, filter(is_of_words, rules)), _FILE)
    every = " ".join(rule.code for rule in rules).encode()
    return Clean(memory, around and blake2b(around + every).digest()) if memory else None


def open_pages(folder: Path, context: Context, rules: Iterable[Rule]) -> "KeptPages | None":
    """Open what was kept of built pages in this folder under the same facts, rules and code."""
    from bedside.checks.kept_pages import load_pages  # noqa: PLC0415  a check of sources reads no page

    silent = open_memory(folder, _mark(context, rules), _SILENT)
    return load_pages(folder, silent) if silent else None


def _mark(context: Context, rules: Iterable[Rule]) -> bytes:
    codes = " ".join(rule.code for rule in rules)
    facts = f"{context.practice!r}\0{codes}".encode("utf-8", "surrogatepass")
    return blake2b(reader_mark() + code_mark() + facts).digest()


def _group(rule: Rule) -> str:
    """Rules on text go together, as PHI and MED; the others, which often have a hint, alone."""
    return rule.code[:3] if rule.scope is Scope.TEXT else rule.code


def _groups(rules: Iterable[Rule]) -> Iterable[tuple[str, Collection[str]]]:
    groups: dict[str, list[str]] = {}
    for rule in filter(is_of_words, rules):
        groups.setdefault(_group(rule), []).append(rule.code)
    return groups.items()


def _key(group: str, source: Source, context: Context) -> str:
    """Return all that a rule on words sees of a document."""
    parts = (group, source.kind, source.name, source.path, context.consent, context.vignette)
    lang = source.meta.lang if source.meta else None
    return "\0".join([*map(repr, parts), repr(lang), repr(source.body_offset), source.text])


@cache
def code_mark() -> bytes:
    """Return a hash of our code and lists, of Python, and of what is installed beside it."""
    mark = blake2b(f"{sys.version}\0{own_code().whole}".encode())
    for one in sorted(shipped("vendor/spelling").iterdir()):
        mark.update(f"\0{one.name}\0{one.stat().st_size}\0{one.stat().st_mtime_ns}".encode())
    mark.update("\0".join(sorted(installed())).encode())
    return mark.digest()
