"""A public source's body as HTML: facts filled in, links and pictures placed, contacts linked."""

from bedside.adapter import Build
from bedside.facts import fill
from bedside.post import Source
from bedside.site.markup import engine_for, render_markdown
from bedside.site.values import contact_links

__all__ = ["body_html"]


def body_html(source: Source, build: Build) -> str:
    """Return the HTML; `build` notes which pictures, handouts and links it needs."""
    practice = build.project.practice
    return render_markdown(
        fill(source.body, practice), source.name, build.picture, build.may_link,
        contact_links(practice), build.handout, build.hreflang, engine=engine_for(source, practice),
    )  # fmt: skip
