"""A deploy never lets the public site forget what it knew of the ledger.

A build writes the mark of the ledger that it finds. Where that is an older one, or none, its mark would
take the place of the newer one, and the next run would find nothing to object to. So what is online
stands until a build knows more: the pages go out, the mark stays, and announcing is refused.
"""

import httpx

from bedside.checks.receipt import load_receipt
from bedside.deploy.base import Release
from bedside.deploy.mark import MARK_PATH, PublishedMark, mark_json, read_mark
from bedside.errors import DeployError
from bedside.files import read_text, sha256_file, write_atomic

__all__ = ["keep_mark"]


def keep_mark(release: Release, client: httpx.Client, base_url: str) -> bool:
    """Carry the public mark over into a release that knows less of the ledger; tell whether it did.

    A site that does not answer stops no deploy. A release whose mark nobody vouches for is left as it
    is: the gate refuses it.
    """
    file, receipt = release.site / MARK_PATH, load_receipt(release.receipt)
    if not (receipt and file.is_file() and receipt.files.get(MARK_PATH) == sha256_file(file)):
        return False
    try:
        online = read_mark(client, base_url)
    except DeployError:
        return False
    own = PublishedMark.model_validate_json(read_text(file))
    if online is None or not _knows_less(own, online):
        return False
    write_atomic(file, mark_json(online.model_copy(update={"outbox_sha256": own.outbox_sha256})))
    files = receipt.files | {MARK_PATH: sha256_file(file)}
    vouched = receipt.model_copy(update={"files": files})
    write_atomic(release.receipt, vouched.model_dump_json(indent=1) + "\n")
    return True


def _knows_less(own: PublishedMark, online: PublishedMark) -> bool:
    is_other = own.ledger_id != online.ledger_id
    return bool(online.ledger_id) and (is_other or own.high_water < online.high_water)
