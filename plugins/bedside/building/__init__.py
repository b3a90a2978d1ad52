"""One build, step by step: sources in, both gates, pages, cards, index, outbox, receipt, swap."""

from bedside.adapter import Announced
from bedside.building.run import Built, build_site, public_posts, settle

__all__ = ["Announced", "Built", "build_site", "public_posts", "settle"]
