"""JSON-LD for machines: one @graph a page, in the words of https://schema.org (release 30.0).

What a thing is called stands in one place (`ids`), so that a person, an office or an article is
the same thing on every page. We never rate ourselves: no review, no aggregateRating.
"""

from bedside.site.schema_org.article import article_graph
from bedside.site.schema_org.pages import PageType, listing_trail, page_graph
from bedside.site.schema_org.people import clinician_graph
from bedside.site.schema_org.practice import practice_graph
from bedside.site.schema_org.text import graph_json

__all__ = [
    "PageType", "article_graph", "clinician_graph", "graph_json", "listing_trail", "page_graph",
    "practice_graph",
]  # fmt: skip
