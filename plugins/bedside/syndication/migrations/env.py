"""Run the changes in the transaction that asks for them; Alembic loads this file by itself."""

from alembic import context

from bedside.syndication.tables import TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES,
    render_as_batch=True,  # SQLite changes a column by making the table anew
)
context.run_migrations()
