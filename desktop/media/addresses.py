"""Where a file comes from: an https address, an object in the project's storage, or here.

An address of the project's storage, public, signed or private, always means the object itself:
it is fetched with the member's token, so that a signature that has expired does no harm, and the
same object under two signatures is one file here. A file of the member's own that is not on the
server yet has an address that is good on this computer alone.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.core.server import is_loopback

_STORAGE = re.compile(
    r"(?P<before>.*?)/storage/v1/(?:object|render/image)/(?:public|sign|authenticated)/"
    r"(?P<bucket>[^/]+)/(?P<path>.+)"
)
# What a signature adds to an address: it changes with each signing, the file does not.
_SIGNATURES = frozenset(
    {
        "awsaccesskeyid", "expires", "key-pair-id", "policy", "se", "sig", "signature", "sp", "sr",
        "st", "sv", "token",
    }
)  # fmt: skip
_SIGNED_PREFIXES = ("x-amz-", "x-goog-")
_LONGEST = 4096
_REMEMBERED = 16_384
# No server and no browser knows this scheme: such a row is held back until its file is uploaded.
OWN = "vibrationfit-own:"

_NOT_ONE = Phrase("This is no address that a file could come from.")
_NOT_SAFE = Phrase(
    "Files are fetched over https alone, so that nobody on the way can look into them."
)
_AT_HOME = Phrase("This address lies inside a private network and is not asked.")


class WebAddress(NamedTuple):
    """A file somewhere on the web."""

    url: str

    @property
    def identity(self) -> str:
        """What stays the same however the address is signed."""
        parts = urlsplit(self.url)
        query = urlencode([(n, v) for n, v in parse_qsl(parts.query) if not _is_signature(n)])
        return f"web {urlunsplit((parts.scheme, parts.netloc, parts.path, query, ''))}"

    @property
    def is_signed(self) -> bool:
        """Whether the address is good for a while only."""
        return any(_is_signature(n) for n, _ in parse_qsl(urlsplit(self.url).query))


class StorageObject(NamedTuple):
    """An object in a bucket of the member's own project."""

    bucket: str
    path: str

    @property
    def identity(self) -> str:
        """What names the object, whatever server answers for it."""
        return f"object {self.bucket}/{self.path}"

    def url_at(self, server_url: str) -> str:
        """Where the object is fetched with the member's token, as the project's own client does."""
        bucket, path = quote(self.bucket, safe=""), quote(self.path, safe="/")
        return f"{server_url}/storage/v1/object/{bucket}/{path}"

    def address_at(self, server_url: str, *, public: bool) -> str:
        """What a row names, so that every client of the project finds the object."""
        bucket, path = quote(self.bucket, safe=""), quote(self.path, safe="/")
        access = "public" if public else "authenticated"
        return f"{server_url}/storage/v1/object/{access}/{bucket}/{path}"


class OwnFile(NamedTuple):
    """A file of the member's own, by its name on the shelf of own files."""

    name: str

    @property
    def identity(self) -> str:
        """What names the file: its content."""
        return f"own {self.name}"

    @property
    def text(self) -> str:
        """What stands in a row until the file is on the server."""
        return f"{OWN}{self.name}"


Address = WebAddress | StorageObject | OwnFile


# A set of thousands of tracks is looked at again and again while its files come.
@lru_cache(maxsize=_REMEMBERED)
def parsed(text: str, server_url: str = "") -> Address:
    """The address that a column holds; raises InvalidInput with a sentence."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        raise InvalidInput(_NOT_ONE)
    if text.startswith(OWN):
        if not re.fullmatch(r"[0-9a-f]{64}", text.removeprefix(OWN)):
            raise InvalidInput(_NOT_ONE)
        return OwnFile(text.removeprefix(OWN))
    found = _in_storage(text, server_url)
    if found is not None:
        return found
    check_url(text)
    return WebAddress(text)


def stored(bucket: str, path: str) -> StorageObject:
    """The address of an object by the names that a row has; raises InvalidInput."""
    path = path.strip().strip("/").removeprefix(f"{bucket}/")
    parts = path.split("/")
    odd = any(part in {"", ".", ".."} or any(c < " " for c in part) for part in parts)
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}", bucket) or odd or len(path) > _LONGEST:
        raise InvalidInput(_NOT_ONE)
    return StorageObject(bucket, path)


def check_url(url: str) -> None:
    """Raise InvalidInput unless a file may be fetched from there: https, and no private network.

    Plain http serves servers on this very computer alone (tests, a local project).
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise InvalidInput(_NOT_ONE) from None
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.password:
        raise InvalidInput(_NOT_ONE)
    if parts.scheme == "http" and not is_loopback(url):
        raise InvalidInput(_NOT_SAFE)
    if parts.scheme == "https" and _is_private(host):
        raise InvalidInput(_AT_HOME)


@lru_cache(maxsize=_REMEMBERED)
def key_of(address: Address) -> str:
    """The name of an address in the register: the same for the same file."""
    return hashlib.sha256(address.identity.encode()).hexdigest()


def _in_storage(text: str, server_url: str) -> StorageObject | None:
    """The object that an address of the project's own storage means."""
    if not server_url:
        return None
    try:
        ours, theirs = urlsplit(server_url), urlsplit(text)
        same = (ours.scheme, ours.hostname, ours.port) == (
            theirs.scheme, theirs.hostname, theirs.port,
        )  # fmt: skip
    except ValueError:
        return None
    found = _STORAGE.fullmatch(theirs.path) if same else None
    if found is None or found["before"] != ours.path.rstrip("/"):
        return None
    return stored(unquote(found["bucket"]), unquote(found["path"]))


def _is_signature(name: str) -> bool:
    name = name.lower()
    return name in _SIGNATURES or name.startswith(_SIGNED_PREFIXES)


def _is_private(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False
