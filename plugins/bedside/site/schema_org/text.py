"""A graph as text, and the short form in which one node names another."""

import json
from typing import Any

__all__ = ["Node", "graph_json", "named"]

Node = dict[str, Any]


def named(address: str) -> Node:
    """Return the reference to a node."""
    return {"@id": address}


def graph_json(nodes: list[Node]) -> str:
    """Return the nodes as one JSON-LD text that cannot close its script element.

    A node that two parts of a page ask for stands in it once.
    """
    once = list({node.get("@id", index): node for index, node in enumerate(nodes)}.values())
    text = json.dumps({"@context": "https://schema.org", "@graph": once}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
