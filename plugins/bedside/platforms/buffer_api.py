"""Post through Buffer, which reaches networks that let in no small program: one key, many channels.

https://developers.buffer.com (as of 2026-08-13, read 2026-11-22). Buffer has no idempotency key: a
post is known by its id as soon as Buffer gave one, before that by channel, link and words.
"""

import time
from datetime import UTC
from typing import Any

from bedside.platforms.base import (
    AccountHealth,
    Announcement,
    Deferred,
    NotFound,
    Outcome,
    Rejected,
    Sent,
    Session,
    Unknown,
)
from bedside.platforms.buffer_input import FILMS, SERVICES, post_input
from bedside.platforms.buffer_wire import HOSTS, limits_left, read, refused, write
from bedside.platforms.counting import LINK
from bedside.platforms.matching import earliest, is_copy, same_words
from bedside.platforms.wire import Answer, Failure

__all__ = ["BufferPublisher"]

_OURS = "buffer:"  # before Buffer's own ids, which are none of the network's
_SCAN_PAGES = 4  # of 50 posts
_WAITS = (1, 2, 4, 8, 15)  # seconds between looks: Buffer sends at once, but not while we wait
_DELETABLE = frozenset({"draft", "needs_approval", "scheduled", "error"})
_POST = """id status text externalLink error { message } metadata {
  ... on LinkedInPostMetadata { linkAttachment { url } }
  ... on FacebookPostMetadata { linkAttachment { url } }
  ... on ThreadsPostMetadata { linkAttachment { url } }
  ... on PinterestPostMetadata { url } }"""
_CHANNEL_QUERY = """query Channel($id: ChannelId!) { channel(input: {id: $id}) {
  id name service organizationId isDisconnected isLocked linkShortening { isEnabled } } }"""
_POST_QUERY = f"query OnePost($id: PostId!) {{ post(input: {{id: $id}}) {{ {_POST} }} }}"
_POSTS_QUERY = f"""query RecentPosts($input: PostsInput!, $after: String) {{
  posts(first: 50, after: $after, input: $input) {{
    edges {{ node {{ {_POST} }} }} pageInfo {{ hasNextPage endCursor }} }} }}"""
_CREATE = f"""mutation CreatePost($input: CreatePostInput!) {{ createPost(input: $input) {{
  __typename ... on PostActionSuccess {{ post {{ {_POST} }} }} ... on MutationError {{ message }} }} }}"""
_DELETE = """mutation DeletePost($id: PostId!) { deletePost(input: {id: $id}) {
  __typename ... on DeletePostSuccess { id } ... on MutationError { message } } }"""


class BufferPublisher:
    """One channel, `target`, of the network that the account names. The secret is a personal API key."""

    HOSTS: tuple[str, ...] = HOSTS
    NEEDS: tuple[str, ...] = ("target",)
    CAN_BE_ASKED = True
    IS_IDEMPOTENT = False

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Hand the post to Buffer once, write its id down, and wait until the network has it."""
        channel = _channel(session)
        if not isinstance(channel, dict):
            return Deferred(reason=channel.reason) if isinstance(channel, Unknown) else channel
        if problem := _channel_problem(channel, session, announcement):
            return Rejected(reason=problem, whole_account=True)
        if announcement.platform in FILMS and announcement.film is None:
            return Rejected(reason="YouTube takes a film, and the post has none of its own")
        given = post_input(announcement, session.account.target)
        answer = write(session, "CreatePost", _CREATE, {"input": given})
        if not isinstance(answer, Answer):
            return answer
        if bad := refused(answer.get("data", "createPost"), "PostActionSuccess"):
            return bad
        made = answer.string("data", "createPost", "post", "id")
        if not made:
            return Unknown(reason="Buffer took the post and gave it no id")
        session.prepare(f"{_OURS}{made}")
        return _wait_for(made, session)

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """Ask for the post by the id that was written down, else among the channel's recent posts."""
        if announcement.prepared.startswith(_OURS):
            found = _one(announcement.prepared.removeprefix(_OURS), session)
            if isinstance(found, dict):
                return _standing(found)
            if not isinstance(found, NotFound):
                return Unknown(reason=found.reason)
        # Not there by its id, which may be an earlier try's: a later try may have lost its answer.
        channel = _channel(session)
        if not isinstance(channel, dict):
            return Unknown(reason=f"looking failed: {channel.reason}")
        return _among_recent(announcement, str(channel["organizationId"]), session)

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Delete what Buffer has not sent yet; what the network has, Buffer cannot take back."""
        if not sent.remote_id.startswith(_OURS):
            return Rejected(reason="the copy was not sent through Buffer: delete it by hand")
        post = sent.remote_id.removeprefix(_OURS)
        found = _one(post, session)
        if isinstance(found, NotFound):
            return Rejected(reason="Buffer does not know it any more: look there, delete by hand")
        if not isinstance(found, dict):
            return found
        if found["status"] not in _DELETABLE:
            where = found.get("externalLink") or sent.url or "on the network"
            return Rejected(
                reason=f"Buffer cannot delete what was sent: delete it by hand: {where}"
            )
        answer = write(session, "DeletePost", _DELETE, {"id": post})
        if not isinstance(answer, Answer):
            return answer
        return refused(answer.get("data", "deletePost"), "DeletePostSuccess") or sent

    def examine(self, session: Session, /) -> AccountHealth | Deferred:
        """Ask for the channel: whose it is, whether it is connected, how many requests are left."""
        channel_id = session.account.target.partition("/")[0]
        answer = read(session, "Channel", _CHANNEL_QUERY, {"id": channel_id})
        if isinstance(answer, Deferred | Unknown):
            return Deferred(reason=answer.reason)
        if isinstance(answer, Rejected):
            return AccountHealth(problem=answer.reason)
        channel = answer.get("data", "channel") or {}
        left = limits_left(answer)
        return AccountHealth(
            who=f"{channel.get('name')} ({channel.get('service')} through Buffer)",
            problem=_channel_problem(channel, session, None), notes=(left,) if left else (),
        )  # fmt: skip


def _channel(session: Session) -> dict[str, Any] | Failure:
    channel_id = session.account.target.partition("/")[0]
    answer = read(session, "Channel", _CHANNEL_QUERY, {"id": channel_id})
    if not isinstance(answer, Answer):
        return answer
    found = answer.get("data", "channel")
    return found if isinstance(found, dict) else Unknown(reason="Buffer did not show the channel")


def _channel_problem(
    channel: dict[str, Any], session: Session, announcement: Announcement | None
) -> str:
    """Return why nothing may be sent through a channel now, and what to do, or nothing."""
    account = session.account
    if channel.get("service") != SERVICES.get(account.platform):
        return (
            f"account `{account.id}`: Buffer's channel is for {channel.get('service')}, not for "
            f"{account.platform}: correct target or platform in practice.toml"
        )
    if channel.get("isDisconnected"):
        return "Buffer has lost its connection to the network: reconnect the channel in Buffer"
    if channel.get("isLocked"):
        return "Buffer has locked the channel: the plan takes fewer channels than there are"
    if account.platform == "pinterest" and "/" not in account.target:
        return f"account `{account.id}`: write target as channel/board in practice.toml"
    shortens = (channel.get("linkShortening") or {}).get("isEnabled")
    if shortens and (announcement is None or LINK.search(announcement.text.text)):
        return "Buffer shortens links on this channel, so a post cannot be found again: turn it off"
    return ""


def _one(post: str, session: Session) -> dict[str, Any] | NotFound | Failure:
    answer = read(session, "OnePost", _POST_QUERY, {"id": post})
    if isinstance(answer, Rejected) and "NOT_FOUND" in answer.reason:
        return NotFound()
    if not isinstance(answer, Answer):
        return answer
    found = answer.get("data", "post")
    return found if isinstance(found, dict) else Unknown(reason="Buffer did not show the post")


def _wait_for(post: str, session: Session) -> Outcome:
    """Look until the network has the post or refused it; what is still under way stays open."""
    for seconds in (0, *_WAITS):
        time.sleep(seconds)
        found = _one(post, session)
        if isinstance(found, dict) and found["status"] == "error":
            said = (found.get("error") or {}).get("message") or "no reason given"
            return Rejected(reason=f"the network refused it from Buffer: {said}: "
                            "delete it in Buffer, then let it try again")  # fmt: skip
        if isinstance(found, dict) and found["status"] == "sent":
            return _sent(found)
    return Unknown(reason="Buffer has the post and has not sent it yet: the next run looks")


def _among_recent(
    announcement: Announcement, organization: str, session: Session
) -> Sent | NotFound | Unknown:
    start = earliest(announcement).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    channel = session.account.target.partition("/")[0]
    given = {
        "organizationId": organization, "sort": [{"field": "createdAt", "direction": "desc"}],
        "filter": {"channelIds": [channel], "startDate": start},
    }  # fmt: skip
    after: str | None = None
    for _ in range(_SCAN_PAGES):
        page = read(session, "RecentPosts", _POSTS_QUERY, {"input": given, "after": after})
        if not isinstance(page, Answer):
            return Unknown(reason=f"looking failed: {page.reason}")
        edges = page.get("data", "posts", "edges")
        if not isinstance(edges, list) or page.get("errors"):
            return Unknown(reason="the channel's posts could not be read back")
        ours = [edge["node"] for edge in edges if _is_ours(announcement, edge["node"])]
        if ours:
            return _standing(next((one for one in ours if one["status"] == "sent"), ours[0]))
        if not page.get("data", "posts", "pageInfo", "hasNextPage"):
            return NotFound()
        after = page.string("data", "posts", "pageInfo", "endCursor")
    return Unknown(reason="the channel has posted too much since then: look there yourself")


def _is_ours(announcement: Announcement, post: dict[str, Any]) -> bool:
    """Tell a copy by its link, in the text or beside it, or by its very words."""
    beside = post.get("metadata") or {}
    link = (beside.get("linkAttachment") or {}).get("url") or beside.get("url") or ""
    words = str(post.get("text") or "")
    remote_id = f"{_OURS}{post['id']}"
    if is_copy(announcement, remote_id, [link, *LINK.findall(words)], words):
        return True
    is_other = remote_id in announcement.other_copies
    return not is_other and same_words(announcement.text.text, words)


def _standing(post: dict[str, Any]) -> Sent | Unknown:
    if post["status"] == "sent":
        return _sent(post)
    if post["status"] == "error":
        said = (post.get("error") or {}).get("message") or "no reason given"
        return Unknown(reason=f"Buffer could not send it: {said}: delete it in Buffer")
    return Unknown(reason=f"Buffer has the post, which is {post['status']}: look in Buffer")


def _sent(post: dict[str, Any]) -> Sent:
    return Sent(remote_id=f"{_OURS}{post['id']}", url=str(post.get("externalLink") or ""))
