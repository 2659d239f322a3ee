"""Addresses: what may be fetched, and which of them mean the same file."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidInput
from desktop.media.addresses import StorageObject, WebAddress, key_of, parsed, stored

SERVER = "https://project.supabase.co"
OBJECT = StorageObject("vision-audio", "me/visions/for ward.mp3")


@pytest.mark.parametrize(
    "text",
    [
        f"{SERVER}/storage/v1/object/public/vision-audio/me/visions/for%20ward.mp3",
        f"{SERVER}/storage/v1/object/sign/vision-audio/me/visions/for%20ward.mp3?token=abc",
        f"{SERVER}/storage/v1/object/authenticated/vision-audio/me/visions/for%20ward.mp3",
    ],
)
def test_every_address_of_ones_own_storage_means_the_object(text):
    assert parsed(text, SERVER) == OBJECT
    assert OBJECT.url_at(SERVER) == (
        f"{SERVER}/storage/v1/object/vision-audio/me/visions/for%20ward.mp3"
    )


def test_someone_elses_storage_is_the_web():
    text = "https://other.supabase.co/storage/v1/object/public/b/a.mp3"
    assert parsed(text, SERVER) == WebAddress(text)
    assert parsed(text) == WebAddress(text)


def test_another_signature_is_the_same_file_and_another_file_is_not():
    one = parsed("https://cdn.example.com/a.mp3?v=2&X-Amz-Signature=1&X-Amz-Date=2&Expires=3")
    two = parsed("https://cdn.example.com/a.mp3?v=2&X-Amz-Signature=9")
    three = parsed("https://cdn.example.com/a.mp3?v=3&X-Amz-Signature=9")
    assert key_of(one) == key_of(two) != key_of(three)
    assert one.is_signed
    assert not parsed("https://cdn.example.com/a.mp3?v=2").is_signed


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "not an address", "ftp://example.com/a.mp3", "file:///etc/passwd",
        "javascript:alert(1)", "http://example.com/a.mp3", "https://", "https://me:pw@example.com/a",
        "https://127.0.0.1/a.mp3", "https://192.168.1.1/a", "https://[::1]/a", "https://10.0.0.1/",
        "https://localhost/a", "https://printer.local/a", "https://[fe80::1]/a", "https://[",
        "https://169.254.169.254/latest", "https://example.com/" + "a" * 5000,
        f"{SERVER}/storage/v1/object/public/vision-audio/../../secret",
        f"{SERVER}/storage/v1/object/public/vision-audio/%2e%2e/secret",
        f"{SERVER}/storage/v1/object/public/a%2Fb/x.mp3",
    ],
)  # fmt: skip
def test_what_is_no_safe_address_is_refused_with_a_sentence(text):
    with pytest.raises(InvalidInput) as refused:
        parsed(text, SERVER)
    assert str(refused.value).endswith(".")


def test_plain_http_serves_this_computer_alone():
    assert parsed("http://127.0.0.1:8000/a.mp3") == WebAddress("http://127.0.0.1:8000/a.mp3")


@pytest.mark.parametrize(
    ("bucket", "path", "found"),
    [
        ("b", "me/a.mp3", "me/a.mp3"),
        ("b", "/me/a.mp3", "me/a.mp3"),
        ("b", "b/me/a.mp3", "me/a.mp3"),
        ("b", "me/Ü ö.mp3", "me/Ü ö.mp3"),
    ],
)
def test_the_names_in_a_row_make_an_object(bucket, path, found):
    assert stored(bucket, path) == StorageObject(bucket, found)


@pytest.mark.parametrize(
    ("bucket", "path"),
    [("", "a"), ("a/b", "a"), ("..", "../a"), ("b", ""), ("b", "../a"), ("b", "a/../../b"),
     ("b", "a//b"), ("b", "a\x00b"), ("b", "./a")],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(bucket, path):
    with pytest.raises(InvalidInput):
        stored(bucket, path)
