"""A theme as plain as that which Hugo and stock Pelican are timed with, for Bedside's bare build."""

from pathlib import Path

__all__ = ["write_plain_theme"]

_BASE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{% block title %}{{ SITENAME }}{% endblock %}</title>
<link rel="canonical" href="{{ site_url }}/{{ output_file | replace("index.html", "") }}"></head>
<body><header><a href="{{ base }}/">{{ SITENAME }}</a>
{% for one, _ in categories %}<a href="{{ base }}/{{ one.url }}">{{ one }}</a>{% endfor %}</header>
<main>{% block main %}{% endblock %}</main></body></html>"""
_SINGLE = """{% extends "base.html" %}{% block title %}{{ DOCUMENT.title }}{% endblock %}{% block main %}
<article><h1>{{ DOCUMENT.title }}</h1>{% if DOCUMENT.date %}<time>{{ DOCUMENT.date.isoformat()[:10] }}</time>{% endif %}
{% for tag in DOCUMENT.tags %}<a href="{{ base }}/{{ tag.url }}">{{ tag }}</a>{% endfor %}
{{ DOCUMENT.content | safe }}</article>{% endblock %}"""
_LIST = """{% extends "base.html" %}{% block main %}<h1>{{ category or tag or SITENAME }}</h1>
{% for one in (articles_page.object_list if articles_page else []) %}<h2><a href="{{ base }}/{{ one.url }}">{{ one.title }}</a></h2><p>{{ one.summary }}</p>{% endfor %}
{% if articles_page and articles_page.has_next() %}<a href="{{ base }}/{{ articles_next_page.url }}">Next</a>{% endif %}{% endblock %}"""
_PAGES = (
    "page", "clinician", "location", "service", "condition", "landing", "language", "links", "press",
)  # fmt: skip
_LISTS = (
    "index", "category", "tag", "home", "archives", "topics", "services", "conditions", "locations",
    "clinicians", "search", "404",
)  # fmt: skip


def write_plain_theme(folder: Path) -> None:
    """Write every template that a build asks for, and a folder for styles with none in it."""
    templates = folder / "templates"
    templates.mkdir(parents=True)
    (folder / "static" / "css").mkdir(parents=True)
    texts = {"base": _BASE, "article": _SINGLE.replace("DOCUMENT", "article")}
    texts |= dict.fromkeys(_PAGES, _SINGLE.replace("DOCUMENT", "page")) | dict.fromkeys(
        _LISTS, _LIST
    )
    for name, text in texts.items():
        (templates / f"{name}.html").write_text(text)
