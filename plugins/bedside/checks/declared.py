"""What a picture is declared to show, in the post that shows it or in practice.toml for all of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bedside.checks.image import Picture
    from bedside.practice import Practice

__all__ = ["NOBODY", "Declared", "declared"]

NOBODY = frozenset({"none", "no-person"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Whom a picture shows, and what allows it. `status` is empty where nobody has said."""

    status: str = ""  # none (or no-person), staff, stock, patient
    release: str = ""  # staff: the id of their release in consents.toml
    licence: str = ""  # stock: under which licence
    source: str = ""  # stock: where it comes from
    in_practice: bool = False  # said in practice.toml, for every page


def declared(picture: "Picture", practice: "Practice | None") -> Declared:
    """Return the picture's own line in practice.toml, or else what its post says of its pictures."""
    for one in practice.pictures if practice else ():
        if one.file == picture.name:
            return Declared(
                status=one.status, release=one.release, licence=one.licence, source=one.source,
                in_practice=True,
            )  # fmt: skip
    said = picture.source.values
    return Declared(
        status=said.get("image_status", ""), release=said.get("image_release", ""),
        licence=said.get("image_licence", ""), source=said.get("image_source", ""),
    )  # fmt: skip
