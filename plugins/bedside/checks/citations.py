"""The addresses of sources: their DOI and PMID, and what does not belong in them."""

import re
from urllib.parse import parse_qsl, unquote

from bedside.checks.late import compile_late
from bedside.web_address import BROKEN, split_address

__all__ = ["IS_DOI", "doi_in", "form_mistake", "is_search", "is_social", "pmid_in", "trackers_in"]

# The one pattern for 74.4 of 74.9 million DOIs, widened for the old ones with <>, #, [] in them.
# https://crossref.org/authors/andrew-gilmartin (read 2026-11-22)
IS_DOI = compile_late(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9<>\[\]#+&]+")
_DOI_AT_END = compile_late(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9<>\[\]+]+")
_HOST = compile_late(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+")
_PUBMED = compile_late(r"/(?:pubmed/)?(\d+)/?")
_PMID = compile_late(r"[1-9]\d{0,7}")  # eight digits at the most today
_DOI_HOSTS = {"doi.org", "dx.doi.org", "www.doi.org"}
# What campaigns and social networks hang on an address to follow who clicked.
_TRACKER = compile_late(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|vero_id|oly_\w+_id|s_cid|ref_src|ref_url",
    re.IGNORECASE,
)
_SEARCH = compile_late(
    r"(?:www\.)?(?:google\.[a-z.]+/(?:search|url)|scholar\.google\.[a-z.]+/scholar|bing\.com/(?:search|ck)|duckduckgo\.com/(?:\?|\Z)|search\.yahoo\.com|search\.brave\.com|baidu\.com/s|ecosia\.org/search"
    r"|chatgpt\.com|chat\.openai\.com|perplexity\.ai|gemini\.google\.com|copilot\.microsoft\.com|pubmed\.ncbi\.nlm\.nih\.gov/(?:\?|\Z))"
)
_SOCIAL = compile_late(
    r"(?:[a-z0-9-]+\.)*(?:facebook\.com|fb\.me|instagram\.com|tiktok\.com|twitter\.com|x\.com|threads\.net|threads\.com|pinterest\.com|reddit\.com|linkedin\.com|quora\.com|snapchat\.com|bsky\.app|t\.me|bit\.ly|t\.co|tinyurl\.com|lnkd\.in|ow\.ly)(?:/|\?|\Z)"
)


def form_mistake(url: str) -> str:
    """Say what is wrong with the form of an address; empty when nothing is."""
    parts = split_address(url)
    host = (parts.hostname or "").lower()
    if host == BROKEN:
        return "is no address"
    if parts.username or parts.password:
        return "has a user name before the host"
    if not _HOST.fullmatch(host):
        return "has no real host name"
    if host in _DOI_HOSTS:
        return _doi_mistake(unquote(parts.path.lstrip("/")), host)
    is_pubmed = host == "pubmed.ncbi.nlm.nih.gov" and not parts.query
    if is_pubmed and parts.path.strip("/") and not pmid_in(url):
        return "is no PubMed address: it ends with the number, as /12345678/"
    return ""


def doi_in(url: str) -> str:
    """Return the DOI that an address holds, in lower case; empty when it holds none."""
    parts = split_address(url)
    path = unquote(parts.path)
    found = (IS_DOI if parts.hostname in _DOI_HOSTS else _DOI_AT_END).search(path)
    whole = found[0].lower().rstrip("./") if found else ""
    return re.sub(r"/(?:full|abstract|pdf|epdf|html|fulltext|meta)\Z|\.pdf\Z", "", whole)


def pmid_in(url: str) -> str:
    """Return the PubMed number that an address holds; empty when it holds none."""
    parts = split_address(url)
    if parts.hostname not in {"pubmed.ncbi.nlm.nih.gov", "www.ncbi.nlm.nih.gov"}:
        return ""
    is_old = parts.hostname == "www.ncbi.nlm.nih.gov"
    found = _PUBMED.fullmatch(parts.path)
    if not found or (is_old and not parts.path.startswith("/pubmed/")):
        return ""
    return found[1] if _PMID.fullmatch(found[1]) else ""


def trackers_in(url: str) -> list[str]:
    """Return the names of the parameters that follow who clicked."""
    return [name for name, _ in parse_qsl(split_address(url).query, keep_blank_values=True)
            if _TRACKER.fullmatch(name)]  # fmt: skip


def is_search(url: str) -> bool:
    """Tell whether the address is a list of results or an answer made up by a machine."""
    return bool(_SEARCH.match(_bare(url)))


def is_social(url: str) -> bool:
    """Tell whether the address is on a social network or behind a shortener."""
    return bool(_SOCIAL.match(_bare(url)))


def _bare(url: str) -> str:
    return url.partition("://")[2].lower()


def _doi_mistake(doi: str, host: str) -> str:
    if not IS_DOI.fullmatch(doi):
        return "is no DOI: after doi.org/ it has the form 10.1000/abc123"
    if doi[-1] in ".,;":
        return "ends with the full stop of a sentence: take it off"
    return "" if host == "doi.org" else "has the old host: write https://doi.org/ and the DOI"
