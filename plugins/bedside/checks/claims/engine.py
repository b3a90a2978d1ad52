"""Find what breaks a clause: sentence by sentence, once for all clauses of a text."""

from collections.abc import Iterator, Mapping, Sequence

from bedside.checks.claims.clause import Clause, compiled
from bedside.checks.claims.frames import is_excused
from bedside.checks.claims.packs import CLAUSES, packs_of
from bedside.checks.model import Context, Match, Surface
from bedside.checks.passages import Reading
from bedside.checks.reading import read

__all__ = ["breaks_any", "broken_by", "find_clause"]

# Addresses, code, what is never shown, and the titles of other people's works.
_NOT_OURS = ("link", "file-name", "code", "html", "comment", "front-matter:references")


def find_clause(clause: Clause, surface: Surface, context: Context) -> Sequence[Match]:
    """Return what breaks a clause in a surface: mostly nothing."""
    broken = _all_broken(surface, context)
    if not broken or clause.pack not in packs_of(context.practice):
        return ()
    return [
        Match(start=start, end=end, message=clause.says, fix=_remedy(clause))
        for one, start, end in broken if one is clause
    ]  # fmt: skip


def breaks_any(surface: Surface, context: Context) -> bool:
    """Tell whether a surface breaks any clause at all, of any pack."""
    return bool(_all_broken(surface, context))


def _all_broken(surface: Surface, context: Context) -> tuple[tuple[Clause, int, int], ...]:
    """Return what a surface breaks, found once for all clauses."""
    known = context.cache.setdefault("claims", {})
    assert isinstance(known, dict)
    broken: tuple[tuple[Clause, int, int], ...] | None = known.get(id(surface))
    if broken is None:
        is_ours = not surface.name.startswith(_NOT_OURS)
        broken = known[id(surface)] = tuple(broken_by(read(surface, context)) if is_ours else ())
    return broken


def broken_by(reading: Reading) -> Iterator[tuple[Clause, int, int]]:
    """Yield each clause that a text breaks, of any pack, and where."""
    for index in reading.with_words(_WORDS):
        words = reading.words[index]
        asked = {
            clause.code: clause
            for word in words & _WORDS
            for clause, also in _ASKED[word]
            if not also or not also.isdisjoint(words)
        }
        sentence = reading.starts[index], reading.ends[index]
        for _, clause in sorted(asked.items()):
            if span := _broken(clause, reading.text, sentence):
                yield clause, *span


def _broken(clause: Clause, text: str, sentence: tuple[int, int]) -> tuple[int, int] | None:
    """Return the first place in the sentence that no frame excuses."""
    if clause.unless and compiled(clause.unless).search(text, *sentence):
        return None
    for found in compiled(clause.pattern).finditer(text, *sentence):
        if any(is_excused(one, text, sentence, found.span()) for one in clause.excuses):
            continue
        if clause.unless_anywhere and compiled(clause.unless_anywhere).search(text):
            return None
        return found.span()
    return None


def _remedy(clause: Clause) -> str:
    source = clause.authority
    return f"{clause.fix} ({source.title}; read {source.read})"


def _by_word() -> Mapping[str, list[tuple[Clause, frozenset[str]]]]:
    found: dict[str, list[tuple[Clause, frozenset[str]]]] = {}
    for clause in CLAUSES:
        also = frozenset(clause.also.split())
        for word in clause.needs.split():
            found.setdefault(word, []).append((clause, also))
    return found


_ASKED = _by_word()  # the words of which a sentence must have one -> the clauses that ask for it
_WORDS = frozenset(_ASKED)
