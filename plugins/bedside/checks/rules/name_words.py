"""Which words can be a given name, a surname, or neither."""

from bedside.checks import words

__all__ = [
    "LABELS", "PATIENTS", "PRAISE", "TITLES", "is_family_first", "is_last", "is_pair", "is_topic",
    "opens",
]  # fmt: skip

# A sentence without one of these words cannot hold the pattern of that name.
TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "sr", "sra", "señor", "señora", "señorita", "doña", "mister",
    "missus", "auntie", "aunt", "uncle", "grandma", "grandpa", "old", "father", "sister", "brother",
    "coach", "pastor", "rev", "deacon",
})  # fmt: skip
PATIENTS = frozenset({"patient", "client", "pt", "mr", "mrs"})
PRAISE = frozenset({
    "proud", "congrats", "congratulations", "happy", "shout", "shoutout", "thank", "thanks", "hats",
    "pray", "praying", "rooting", "cheering", "memory", "birthday", "welcome", "well", "helped",
    "treated", "saw", "cared", "discharged", "admitted", "operated",
})  # fmt: skip
LABELS = frozenset({
    "name", "patient", "pt", "client", "subject", "mother", "father", "spouse", "guardian", "kin",
    "paciente", "nombre", "apellido", "apellidos", "madre", "padre", "named", "called", "nicknamed",
    "llamado", "llamada", "llama", "llamaba", "known", "goes", "wife", "husband", "son", "daughter",
    "mom", "dad", "brother", "sister", "neighbor", "friend", "nephew", "niece", "widow", "widower",
    "cliente", "clienta", "esposo", "esposa", "marido", "hijo", "hija", "mamá", "papá", "hermano",
    "hermana", "abuelo", "abuela",
})  # fmt: skip


def opens(word: str) -> bool:
    """Tell whether the word is an ordinary one that stands first in a sentence."""
    return words.is_common(word) and not words.is_surname(word)


def is_pair(first: str, last: str) -> bool:
    """Tell whether two words are a given name and a surname or an initial, or two words nobody uses."""
    if len(last.rstrip(".")) == 1:
        return words.is_given_name(first) or words.is_stranger(first)
    if words.is_given_name(first):
        return (words.is_surname(last) and not is_topic(last)) or words.is_stranger(last)
    if words.is_stranger(first):
        return words.is_stranger(last) or (words.is_surname(last) and not words.is_common(last))
    both = first.lower() in words.given_names() and words.is_surname(last)
    return both and not is_topic(last) and words.is_stranger(last)


def is_topic(word: str) -> bool:
    """Tell whether the word is an ordinary one and no frequent surname."""
    return words.is_common(word) and not words.is_word_surname(word)


def is_family_first(parts: list[str]) -> bool:
    """Tell whether a surname stands before given names that health education never uses."""
    return words.is_surname(parts[0]) and all(words.is_stranger(one) for one in parts)


def is_last(word: str) -> bool:
    """Tell whether the word can be a surname and is no ordinary word."""
    return not words.is_common(word) and (words.is_surname(word) or words.is_stranger(word))
