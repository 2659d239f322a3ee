"""The sign-in service's answers, from a transport in memory and from the real backend."""

from __future__ import annotations

import httpx
import pytest

from desktop.account.auth import Authority
from desktop.core.errors import AccountProblem, InvalidInput, SignInRefused
from desktop.core.server import Server
from sync.errors import Misconfigured, Offline, ServerBusy, SignInNeeded, Transient

SERVER = Server("https://project.example", "sb_publishable_x")
USER = {
    "id": "01a20310-2765-70da-9236-f07ef442f629",
    "aud": "authenticated",
    "email": "a@example.org",
    "app_metadata": {},
    "user_metadata": {},
    "created_at": "2026-11-22 11:42:00.103+00",
}
SESSION = {
    "access_token": "h.p.s",
    "refresh_token": "r1",
    "token_type": "bearer",
    "expires_in": 3600,
    "user": USER,
}


def answering(*answers):
    """An authority whose server gives these answers; an exception stands for no answer."""
    left = list(answers)

    def handle(request):
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        assert request.headers["apikey"] == SERVER.key
        return answer

    return Authority(SERVER, httpx.MockTransport(handle))


def sign_in(authority):
    with authority:
        return authority.sign_in("a@example.org", "password")


def refused(status, code, message="no", **more):
    return httpx.Response(status, json={"error_code": code, "msg": message, **more})


def test_a_session_is_read_whatever_form_its_timestamps_have():
    session = sign_in(answering(httpx.Response(200, json=SESSION)))
    assert (session.user_id, session.email) == (USER["id"], "a@example.org")
    assert (session.refresh_token, session.expires_in) == ("r1", 3600)
    assert session.server == SERVER.url


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (refused(400, "invalid_credentials"), SignInRefused, "not right"),
        (
            httpx.Response(400, json={"msg": "Invalid login credentials"}),
            SignInRefused,
            "not right",
        ),
        (refused(400, "email_not_confirmed"), SignInRefused, "not confirmed"),
        (refused(400, "user_banned"), SignInRefused, "closed"),
        (refused(422, "user_already_exists"), AccountProblem, "already"),
        (
            refused(422, "weak_password", weak_password={"reasons": ["length"]}),
            AccountProblem,
            "longer",
        ),
        (refused(403, "something_new"), AccountProblem, "something_new"),
        (refused(429, "over_request_rate_limit"), ServerBusy, "too many"),
        (refused(500, "unexpected_failure"), ServerBusy, "busy"),
        (httpx.Response(502, text="<html>bad gateway</html>"), ServerBusy, "busy"),
        (httpx.Response(200, html="<html>Welcome to our WLAN</html>"), Offline, "network"),
        (httpx.Response(200, json={"hello": "world"}), Offline, "network"),
        (httpx.Response(200, json=[]), Offline, "network"),
        (httpx.Response(302, headers={"location": "http://portal.example"}), Offline, "network"),
        (httpx.Response(302, json={"access_token": "a", "user": {}}), Offline, "network"),
        (httpx.Response(404, html="<html>Not found</html>"), Offline, "network"),
        (httpx.Response(401, json={"message": "Invalid API key"}), Misconfigured, "key"),
        (httpx.Response(404, json={"message": "no Route matched"}), Misconfigured, "address"),
        (httpx.ConnectError("refused"), Offline, "online"),
        (httpx.ReadTimeout("slow"), Offline, "online"),
    ],
)
def test_each_fault_has_its_kind_and_a_sentence(answer, kind, words):
    with pytest.raises(kind, match=words) as caught:
        sign_in(answering(answer))
    assert str(caught.value).endswith(".")


def test_the_server_is_asked_to_wait_no_longer_than_a_quarter_of_an_hour():
    answer = httpx.Response(429, headers={"retry-after": "7200"}, json={})
    with pytest.raises(ServerBusy) as caught:
        sign_in(answering(answer))
    assert caught.value.retry_after == 900


@pytest.mark.parametrize(
    "code",
    [
        "refresh_token_not_found", "refresh_token_already_used", "session_expired",
        "session_not_found", "user_banned",
    ],
)  # fmt: skip
def test_only_definite_words_end_a_session(code):
    with answering(refused(400, code)) as authority, pytest.raises(SignInNeeded):
        authority.refresh("r1")


@pytest.mark.parametrize(
    "answer",
    [
        refused(429, "over_request_rate_limit"),
        refused(503, "hook_timeout"),
        refused(400, "validation_failed"),
        refused(403, "something_new"),
        httpx.Response(200, html="<html>Welcome</html>"),
        httpx.ConnectError("refused"),
    ],
)
def test_anything_else_is_no_end(answer):
    with answering(answer) as authority, pytest.raises(Transient):
        authority.refresh("r1")


def test_an_account_that_must_be_confirmed_gives_no_session():
    with answering(httpx.Response(200, json=USER)) as authority:
        assert authority.sign_up("a@example.org", "password") is None


@pytest.mark.parametrize(("email", "password"), [("", "x"), ("name", "x"), ("a@b", ""), ("@", "x")])
def test_what_cannot_be_right_is_not_sent(email, password):
    with answering(AssertionError("was sent")) as authority, pytest.raises(InvalidInput):
        authority.sign_in(email, password)


def test_the_real_service_signs_up_in_refreshes_and_out(backend):
    server = Server(backend.url, backend.publishable_key)
    with Authority(server) as authority:
        made = authority.sign_up("Real.Member@example.org", "correct horse battery")
        assert made.subject() == made.user_id
        session = authority.sign_in("real.member@example.org", "correct horse battery")
        assert session.user_id == made.user_id
        fresh = authority.refresh(session.refresh_token)
        assert fresh.access_token
        with pytest.raises(SignInRefused):
            authority.sign_in("real.member@example.org", "wrong")
        with pytest.raises(AccountProblem, match="already"):
            authority.sign_up("real.member@example.org", "correct horse battery")
        authority.greet()
        authority.sign_out(fresh.access_token)
        with pytest.raises(SignInNeeded):
            authority.refresh(fresh.refresh_token)
    with Authority(Server(backend.url, "sb_publishable_wrong")) as stranger:
        with pytest.raises(Misconfigured, match="key"):
            stranger.sign_in("real.member@example.org", "correct horse battery")
        with pytest.raises(Misconfigured):
            stranger.greet()
