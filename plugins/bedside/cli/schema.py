"""`bedside schema`: the JSON Schema of a file the practice writes, for editors."""

import json

import click
from pydantic import BaseModel

from bedside.consents import Consents
from bedside.errors import ExitCode
from bedside.frontmatter import FrontMatter
from bedside.practice import Practice

__all__ = ["SCHEMAS", "command", "schema_text"]

DRAFT = "https://json-schema.org/draft/2020-12/schema"  # the draft that Pydantic writes

SCHEMAS: dict[str, type[BaseModel]] = {
    "practice": Practice,
    "frontmatter": FrontMatter,
    "consents": Consents,
}


@click.command("schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)))
def command(name: str) -> int:
    """Print the JSON Schema of practice.toml, a post's front matter or consents.toml.

    Editors use it to complete keys and mark mistakes; docs/schemas/ holds the same files.
    """
    click.echo(schema_text(name), nl=False)
    return ExitCode.FINE


def schema_text(name: str) -> str:
    """Return the schema called `name` as the text of its file, the same for the same models."""
    schema = SCHEMAS[name].model_json_schema()
    return json.dumps({"$schema": DRAFT, **schema}, indent=2, ensure_ascii=False) + "\n"
