"""One HTTP request to the project: keys, tokens, deadlines, byte counts and the server's clock."""

from __future__ import annotations

import threading
from urllib.parse import urlsplit

import httpx

from sync.errors import Misconfigured, Offline, SignInNeeded
from sync.protocols import Clock, TokenSource, Traffic
from sync.remote.answers import Answer, server_date, token_refused

_TIMEOUT = httpx.Timeout(20.0, connect=10.0)
# Connections are given up before a server does it, lest a write meets a closing one.
_LIMITS = httpx.Limits(max_connections=16, keepalive_expiry=4.0)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# A Date header counts whole seconds: on average half of one has passed since.
_HALF_SECOND = 0.5


class SlowAnswer(Offline):
    """The server was reached, but its answer did not come in time: a smaller page may do."""


class Http:
    """Sends requests as the signed-in member; owns the connection pool. Any thread may use it.

    `deadline` bounds a whole request in seconds, however slowly its answer drips in.
    """

    def __init__(
        self,
        url: str,
        key: str,
        tokens: TokenSource,
        clock: Clock,
        *,
        transport: httpx.BaseTransport | None = None,
        deadline: float = 60.0,
    ) -> None:
        self.traffic = Traffic()
        self.skew = 0.0
        self._tokens = tokens
        self._clock = clock
        self._deadline = deadline
        self._lock = threading.Lock()
        local = _is_loopback(url)
        # Whole addresses are taken apart once; what is joined to a base, three times.
        self._base = f"{url.rstrip('/')}/rest/v1/"
        self._client = httpx.Client(
            headers={"apikey": key, "Accept": "application/json"},
            http2=not local,
            # Without TLS there is nothing to verify, and certificates take long to load.
            verify=not local,
            timeout=_TIMEOUT,
            limits=_LIMITS,
            follow_redirects=False,
            trust_env=not local,
            transport=transport,
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def send(self, method: str, target: str, prefer: str = "", body: bytes | None = None) -> Answer:
        """Send a request and read its answer; a refused token is renewed once.

        Raises Offline where no answer came. Nothing is said about the status that came, except
        that a refused session raises SignInNeeded.
        """
        token = self._tokens.token()
        answer = self._once(method, target, token, prefer, body)
        if not token_refused(answer):
            return answer
        answer = self._once(method, target, self._tokens.renew(token), prefer, body)
        if token_refused(answer):
            raise SignInNeeded("the server refused the renewed session")
        return answer

    def _once(
        self, method: str, target: str, token: str, prefer: str, body: bytes | None
    ) -> Answer:
        headers = {"Authorization": f"Bearer {token}"}
        if prefer:
            headers["Prefer"] = prefer
        if body is not None:
            headers["Content-Type"] = "application/json"
        began = self._clock.monotonic()
        try:
            with self._client.stream(
                method, f"{self._base}{target}", content=body, headers=headers
            ) as response:
                content = self._read(response, began)
                received = response.num_bytes_downloaded
        except (httpx.ReadTimeout, httpx.WriteTimeout):
            raise SlowAnswer("the answer took too long") from None
        except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL) as fault:
            raise Offline(f"no answer ({type(fault).__name__})") from None
        answer = Answer(response.status_code, response.headers, content)
        self._note(answer, self._clock.monotonic() - began, received + len(body or b""))
        return answer

    def _read(self, response: httpx.Response, began: float) -> bytes:
        parts: list[bytes] = []
        for part in response.iter_bytes():
            parts.append(part)
            if self._clock.monotonic() - began > self._deadline:
                raise SlowAnswer("the answer took too long")
        return b"".join(parts)

    def _note(self, answer: Answer, seconds: float, moved: int) -> None:
        with self._lock:
            self.traffic.requests += 1
            self.traffic.bytes += moved
        date = server_date(answer.headers)
        # A slow answer says little about the server's clock.
        if date is not None and seconds < 2:
            gap = (date - self._clock.now()).total_seconds()
            self.skew = gap + _HALF_SECOND + seconds / 2


def _is_loopback(url: str) -> bool:
    """Whether an address is this computer; raises Misconfigured for any other without TLS."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise Misconfigured("the server's address cannot be read") from None
    local = host in _LOOPBACK
    if not host or parts.scheme not in {"http", "https"}:
        raise Misconfigured("the server's address cannot be read")
    if parts.scheme == "http" and not local:
        raise Misconfigured("the server's address must begin with https://")
    return local and parts.scheme == "http"
