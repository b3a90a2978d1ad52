"""Which words can be a given name, a surname, or neither."""

from bedside.checks import words

__all__ = ["is_family_first", "is_last", "is_pair", "is_topic", "opens"]


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
