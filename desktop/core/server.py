"""The address and publishable key of the member's Supabase project.

The environment comes first (VIBRATIONFIT_SUPABASE_URL, VIBRATIONFIT_SUPABASE_KEY), then the
settings. Only https is taken, for passwords and journals travel there; plain http serves
servers on this very computer.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase

URL_VARIABLE = "VIBRATIONFIT_SUPABASE_URL"
KEY_VARIABLE = "VIBRATIONFIT_SUPABASE_KEY"


class Server(NamedTuple):
    """Where a Supabase project answers, and the key that every app may know."""

    url: str
    key: str

    @property
    def auth_url(self) -> str:
        """The address of its sign-in service."""
        return f"{self.url}/auth/v1"

    def same_place(self, other_url: str) -> bool:
        """Tell whether another address means this server; ports of this computer may change."""
        if self.url == other_url:
            return True
        return is_loopback(self.url) and is_loopback(other_url)


def chosen_server(
    url: str, key: str, environment: Mapping[str, str] | None = None
) -> Server | None:
    """The server to use, given what the settings say; None when none is set.

    Raises InvalidInput for an address that cannot be taken, or an address without its key.
    """
    environment = os.environ if environment is None else environment
    url = environment.get(URL_VARIABLE, "").strip() or url
    key = environment.get(KEY_VARIABLE, "").strip() or key
    if not url:
        return None
    if not key.strip():
        raise InvalidInput(
            Phrase(
                "The server's publishable key is missing. It stands in the project's API "
                "settings (sb_publishable_…); set it in Settings or in {variable}.",
                variable=KEY_VARIABLE,
            ),
            "server_key",
        )
    return Server(checked_url(url), checked_key(key))


def checked_url(text: str) -> str:
    """Bring a server's address into its plain form; raises InvalidInput with a sentence."""
    text = text.strip().rstrip("/").removesuffix("/rest/v1").removesuffix("/auth/v1")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.query:
        host = ""
    if not host or any(letter.isspace() for letter in text):
        raise InvalidInput(
            Phrase("The server's address should look like https://your-project.supabase.co."),
            "server_url",
        )
    if parts.scheme == "http" and not is_loopback(text):
        raise InvalidInput(
            Phrase(
                "The server's address must begin with https://, so that nobody on the way can "
                "read your journal. Plain http is taken for this computer alone."
            ),
            "server_url",
        )
    name = f"[{host}]" if ":" in host else host
    place = f"{name}:{port}" if port else name
    return f"{parts.scheme}://{place}{parts.path.rstrip('/')}"


def checked_key(text: str) -> str:
    """Bring a publishable key into its plain form; raises InvalidInput with a sentence."""
    key = text.strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise InvalidInput(
            Phrase(
                "The server's publishable key holds something that no key has. Copy it anew "
                "from the project's API settings."
            ),
            "server_key",
        )
    return key


def is_loopback(url: str) -> bool:
    """Tell whether an address means this very computer."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
