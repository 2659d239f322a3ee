from __future__ import annotations

import pytest

from desktop.core.errors import InvalidInput
from desktop.core.server import Server, checked_url, chosen_server, is_loopback


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://abc.supabase.co", "https://abc.supabase.co"),
        (" https://ABC.supabase.co/ ", "https://abc.supabase.co"),
        ("https://abc.supabase.co/rest/v1/", "https://abc.supabase.co"),
        ("https://home.example:8443/supabase/", "https://home.example:8443/supabase"),
        ("http://localhost:54321", "http://localhost:54321"),
        ("http://127.0.0.1:54321", "http://127.0.0.1:54321"),
        ("http://[::1]:54321", "http://[::1]:54321"),
    ],
)
def test_an_address_is_brought_into_its_plain_form(text, url):
    assert checked_url(text) == url


@pytest.mark.parametrize(
    "text",
    [
        "", "abc.supabase.co", "ftp://abc.supabase.co", "http://abc.supabase.co", "https://",
        "https://user:pass@abc.supabase.co", "https://abc.supabase.co:port", "http://10.0.0.1",
        "http://localhost.example.org", "https://abc.supabase.co/?key=1", "https://[::1",
        "https://abc supabase.co", "https://abc.supabase.co and the key",
    ],
)  # fmt: skip
def test_what_is_no_safe_address_is_refused_with_a_sentence(text):
    with pytest.raises(InvalidInput) as caught:
        checked_url(text)
    assert str(caught.value).endswith(".")


def test_an_address_needs_its_key():
    assert chosen_server("", "key", {}) is None
    with pytest.raises(InvalidInput, match="publishable key"):
        chosen_server("https://abc.supabase.co", " ", {})


@pytest.mark.parametrize("key", ["sb_publishable_…", "ключ", "sb_publishable\nkey", "two words"])
def test_a_key_that_no_request_can_carry_is_refused_with_a_sentence(key):
    with pytest.raises(InvalidInput, match="publishable key"):
        chosen_server("https://abc.supabase.co", key, {})


def test_only_ports_of_this_computer_may_change():
    here = Server("http://127.0.0.1:1", "key")
    assert here.same_place("http://localhost:2")
    away = Server("https://abc.supabase.co", "key")
    assert away.same_place("https://abc.supabase.co")
    assert not away.same_place("https://abd.supabase.co")
    assert not away.same_place("http://127.0.0.1:1")


def test_a_name_that_only_begins_like_this_computer_is_not_it():
    assert not is_loopback("http://127.0.0.1.example.org")
    assert is_loopback("http://127.9.9.9")
