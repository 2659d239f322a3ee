"""Sign-up, sign-in and sign-out by e-mail and password; the only importer of Supabase's client.

The client keeps its session in memory, refreshes nothing by itself and follows no redirects
(decision 11). Every answer is looked at before the client sees it: only JSON can be the
server's (a network's sign-in page answers 200 with HTML), and 429 and 5xx pass by themselves.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

import httpx
from pydantic import ValidationError
from supabase_auth import SyncGoTrueClient, SyncMemoryStorage
from supabase_auth.errors import (
    AuthApiError,
    AuthError,
    AuthRetryableError,
    AuthUnknownError,
    AuthWeakPasswordError,
)
from supabase_auth.types import AuthResponse

from desktop.account.session import Session
from desktop.core import messages
from desktop.core.errors import AccountProblem, InvalidInput, SignInRefused
from desktop.core.phrases import Phrase, listed
from desktop.core.server import Server, is_loopback
from sync.errors import Misconfigured, Offline, ServerBusy, SignInNeeded, SyncError, Transient

# P19: only these end a session; a busy server, a wrong clock or HTML never does.
_SESSION_IS_OVER = {
    "refresh_token_not_found",
    "refresh_token_already_used",
    "session_expired",
    "session_not_found",
    "user_banned",
    "user_not_found",
}
_REFUSED = {
    "invalid_credentials": Phrase("The e-mail address or the password is not right. Try again."),
    "invalid_grant": Phrase("The e-mail address or the password is not right. Try again."),
    "email_not_confirmed": Phrase(
        "Your e-mail address is not confirmed yet. Open the link in the e-mail that you got "
        "after signing up, then sign in."
    ),
    "user_banned": Phrase("The server has closed this account for now. Ask its operator."),
}
_NOT_POSSIBLE = {
    "user_already_exists": Phrase("There is an account with this e-mail address already: sign in."),
    "email_exists": Phrase("There is an account with this e-mail address already: sign in."),
    "signup_disabled": Phrase("This server does not take new accounts. Ask its operator."),
    "email_provider_disabled": Phrase("This server does not take sign-ins by e-mail and password."),
    "email_address_invalid": Phrase(
        "The server does not take this e-mail address. Check its spelling."
    ),
    "validation_failed": Phrase("The server does not take this e-mail address or password."),
    "captcha_failed": Phrase(
        "The server asks for a captcha. Sign in on the web, or ask its operator."
    ),
}
_RATE_LIMIT = Phrase(
    "There were too many tries in a short time. Wait a few minutes, then try again."
)
_NO_SERVICE = Phrase(
    "There is no sign-in service at the server's address. Compare it with the API settings of "
    "the project."
)
# Some servers write the zone of a timestamp as +00, which the client's models refuse.
_SHORT_ZONE = re.compile(rb'("\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d)(?=")')
_LONGEST_WAIT = 15 * 60
_TIMEOUT = httpx.Timeout(20, connect=10)


class _Client(httpx.Client):
    """Looks at each answer before Supabase's client parses it."""

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        """The answer, if it can be the sign-in service's; raises Offline or ServerBusy."""
        response = super().send(request, **options)
        _look_at(response)
        body = _SHORT_ZONE.sub(rb"\1:00", response.content)
        if body == response.content:
            return response
        headers = {"content-type": response.headers["content-type"]}
        return httpx.Response(response.status_code, headers=headers, content=body, request=request)


class Authority:
    """The sign-in service of one server; use it from one thread at a time and close it."""

    def __init__(self, server: Server, transport: httpx.BaseTransport | None = None) -> None:
        self._server = server
        self._http = _Client(
            http2=True,
            timeout=_TIMEOUT,
            follow_redirects=False,
            transport=transport,
            # A proxy of the network cannot reach this very computer.
            trust_env=not is_loopback(server.url),
        )
        self._client = SyncGoTrueClient(
            url=server.auth_url,
            headers={"apikey": server.key},
            auto_refresh_token=False,
            storage=SyncMemoryStorage(),
            http_client=self._http,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def sign_up(self, email: str, password: str) -> Session | None:
        """Make an account; None when its address must be confirmed by e-mail first."""
        _refuse_empty(email, password)
        with _sentences():
            answer = self._client.sign_up({"email": email, "password": password})
            return self._session(answer) if answer.session else None

    def sign_in(self, email: str, password: str) -> Session:
        """Sign in; raises SignInRefused, AccountProblem, or an error of sync.errors."""
        _refuse_empty(email, password)
        with _sentences():
            answer = self._client.sign_in_with_password({"email": email, "password": password})
            return self._session(answer)

    def refresh(self, refresh_token: str) -> Session:
        """New tokens for old; raises SignInNeeded only when the session is definitely over."""
        with _sentences(_refresh_fault):
            return self._session(self._client.refresh_session(refresh_token))

    def sign_out(self, access_token: str) -> None:
        """Tell the server that this session is over; other devices stay signed in."""
        with _sentences():
            self._client.admin.sign_out(access_token, "local")

    def greet(self) -> None:
        """Ask whether the server answers and takes the key; raises an error of sync.errors."""
        url = f"{self._server.auth_url}/settings"
        try:
            answer = self._http.get(url, headers={"apikey": self._server.key})
        except httpx.HTTPError:
            raise Offline(messages.OFFLINE) from None
        if answer.status_code in {401, 403}:
            raise Misconfigured(messages.WRONG_SERVER_KEY)
        if answer.status_code != 200:
            raise Misconfigured(_NO_SERVICE)

    def _session(self, answer: AuthResponse) -> Session:
        session = answer.session
        if session is None or not session.refresh_token:
            raise Offline(messages.NOT_THE_SERVER)
        return Session(
            access_token=session.access_token,
            refresh_token=session.refresh_token,
            user_id=str(session.user.id),
            email=session.user.email or "",
            server=self._server.url,
            expires_in=float(session.expires_in or 3600),
            saved_at=time.time(),
        )


def _refuse_empty(email: str, password: str) -> None:
    if "@" not in email.strip("@"):
        raise InvalidInput(Phrase("Type your e-mail address, like name@example.org."), "email")
    if not password:
        raise InvalidInput(Phrase("Type your password."), "password")


def _look_at(response: httpx.Response) -> None:
    """Refuse answers that cannot be the sign-in service's, before anybody parses them."""
    status = response.status_code
    retry_after = _retry_after(response.headers.get("retry-after", ""))
    if status == 429:
        raise ServerBusy(_RATE_LIMIT, retry_after)
    if status in {408, 425} or status >= 500:
        raise ServerBusy(messages.BUSY, retry_after)
    kind = response.headers.get("content-type", "").partition(";")[0].strip()
    is_json = kind == "application/json" or kind.endswith("+json")
    if (status != 204 and not is_json) or 300 <= status < 400:
        raise Offline(messages.NOT_THE_SERVER)


def _retry_after(text: str) -> float | None:
    from email.utils import parsedate_to_datetime

    if text.strip().isdigit():
        return min(float(text), _LONGEST_WAIT)
    try:
        seconds = parsedate_to_datetime(text).timestamp() - time.time()
    except (TypeError, ValueError):
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT)


@contextmanager
def _sentences(judge: Callable[[AuthError], Exception] | None = None) -> Iterator[None]:
    """Turn the client's errors into ours."""
    try:
        yield
    except AuthRetryableError:
        raise Offline(messages.OFFLINE) from None
    except (ValidationError, AuthUnknownError, ValueError):
        raise Offline(messages.NOT_THE_SERVER) from None
    except AuthError as error:
        raise (judge or _sign_in_fault)(error) from None


def _refresh_fault(error: AuthError) -> Exception:
    message = error.message.lower()
    if error.code in _SESSION_IS_OVER or (not error.code and "refresh token" in message):
        return SignInNeeded(messages.SESSION_OVER)
    known = _server_fault(error)
    return known or Transient(messages.BUSY)


def _sign_in_fault(error: AuthError) -> Exception:
    known = _server_fault(error)
    if known:
        return known
    code: Any = error.code or ""
    if not code and "invalid login credentials" in error.message.lower():
        code = "invalid_credentials"
    if isinstance(error, AuthWeakPasswordError):
        return AccountProblem(_weak(error.reasons))
    if code in _REFUSED:
        return SignInRefused(_REFUSED[code])
    if code.startswith("over_"):
        return ServerBusy(_RATE_LIMIT)
    status = error.status if isinstance(error, AuthApiError) else 0
    return AccountProblem(
        _NOT_POSSIBLE.get(code)
        or Phrase("The server refused ({code}). Ask its operator.", code=str(code or status))
    )


def _server_fault(error: AuthError) -> SyncError | None:
    """The fault when not the member but the address or the key of the server is wrong."""
    status = error.status if isinstance(error, AuthApiError) else 0
    if error.code or status not in {401, 403, 404}:
        return None
    if "refresh token" in error.message.lower():
        return None
    if status == 404:
        return Misconfigured(_NO_SERVICE)
    return Misconfigured(messages.WRONG_SERVER_KEY)


def _weak(reasons: list[str]) -> Phrase:
    wishes = {
        "length": Phrase("a longer one"),
        "characters": Phrase("one of letters, digits and signs mixed"),
        "pwned": Phrase("one that is in no list of stolen passwords"),
    }
    named = [wishes[reason] for reason in reasons if reason in wishes]
    if not named:
        return Phrase("Choose a stronger password.")
    return Phrase("Choose a stronger password: {wishes}.", wishes=listed(named))
