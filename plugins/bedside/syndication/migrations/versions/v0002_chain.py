"""Room for longer names, and a running hash over the events that tells two ledgers apart."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_COLUMNS = ("uid", "platform", "account", "slot", "seq", "kind", "at", "run", "attempt", "payload",
            "remote_id", "url", "reason", "until")  # fmt: skip


def upgrade() -> None:
    """Widen the columns, then give each event its mark and hash."""
    with op.batch_alter_table("events") as table:
        table.alter_column("kind", type_=sa.String(20), existing_nullable=False)
        table.alter_column("account", type_=sa.String(120), existing_nullable=False)
        table.alter_column("slot", type_=sa.String(80), existing_nullable=False)
        table.add_column(sa.Column("mark", sa.Integer, nullable=False, server_default="0"))
        table.add_column(sa.Column("chain", sa.String(64), nullable=False, server_default=""))
    with op.batch_alter_table("meta") as table:
        table.alter_column("value", type_=sa.Text, existing_nullable=False)
    _number(op.get_bind())


def _number(connection: sa.Connection) -> None:
    """The last event has the ledger's mark; a rebuild may have lifted it over the count."""
    events = sa.Table("events", sa.MetaData(), autoload_with=connection)
    meta = sa.Table("meta", sa.MetaData(), autoload_with=connection)
    query = sa.select(meta.c.value).where(meta.c.name == "mark")
    last = int(connection.execute(query).scalar_one_or_none() or 0)
    rows = connection.execute(sa.select(events).order_by(events.c.position)).mappings().all()
    chain = ""
    for number, row in enumerate(rows, start=last - len(rows) + 1):
        pairs = sorted((name, row[name]) for name in _COLUMNS)
        chain = hashlib.sha256(json.dumps([chain, number, pairs]).encode()).hexdigest()
        which = events.update().where(events.c.position == row["position"])
        connection.execute(which.values(mark=number, chain=chain))
    connection.execute(meta.insert().values(name="chain", value=chain))
