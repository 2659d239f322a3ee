"""Files: a member uses the path that starts with their own id, in private buckets."""

from __future__ import annotations

import pytest

from tests.backend.server import client

_BUCKETS = ["vision-audio", "member-media"]
_SOUND = {"Content-Type": "audio/mpeg"}


@pytest.fixture
def path(member):
    return f"{member.id}/visions/forward.mp3"


@pytest.mark.parametrize("bucket", _BUCKETS)
def test_a_member_keeps_files_below_their_own_id(member, bucket, path):
    with member.storage() as storage:
        put = storage.post(f"/object/{bucket}/{path}", content=b"sound", headers=_SOUND)
        assert put.status_code == 200, put.text
        assert storage.get(f"/object/{bucket}/{path}").content == b"sound"
        again = storage.put(f"/object/{bucket}/{path}", content=b"other", headers=_SOUND)
        assert again.status_code == 200
        signed = storage.post(f"/object/sign/{bucket}/{path}", json={"expiresIn": 60})
        # The lightweight server spells the key signedUrl, a hosted project signedURL.
        (address,) = signed.json().values()
        assert storage.get(f"{member.url}{address}").content == b"other"
        gone = storage.request("DELETE", f"/object/{bucket}", json={"prefixes": [path]})
        assert [o["name"] for o in gone.json()] == [path]


@pytest.mark.parametrize("bucket", _BUCKETS)
def test_someone_elses_files_are_closed(backend, member, other_member, bucket, path):
    with member.storage() as mine, other_member.storage() as theirs:
        mine.post(f"/object/{bucket}/{path}", content=b"sound", headers=_SOUND)
        assert theirs.get(f"/object/{bucket}/{path}").status_code >= 400
        assert theirs.get(f"/object/public/{bucket}/{path}").status_code >= 400
        assert theirs.post(f"/object/sign/{bucket}/{path}", json={"expiresIn": 9}).is_error
        assert theirs.put(f"/object/{bucket}/{path}", content=b"x", headers=_SOUND).is_error
        theirs.request("DELETE", f"/object/{bucket}", json={"prefixes": [path]})
        listed = theirs.post(f"/object/list/{bucket}", json={"prefix": member.id})
        assert listed.json() == []
        assert mine.get(f"/object/{bucket}/{path}").content == b"sound"
    assert len(backend.sql("select 1 from storage.objects where name = %s", [path])) == 1


@pytest.mark.parametrize("bucket", _BUCKETS)
@pytest.mark.parametrize("folder", ["", "shared/", "{other}/", "{other}/../{own}/"])
def test_other_paths_cannot_be_written(member, other_member, bucket, folder):
    folder = folder.format(other=other_member.id, own=member.id)
    with member.storage() as storage:
        put = storage.post(f"/object/{bucket}/{folder}a.mp3", content=b"sound", headers=_SOUND)
    if folder.endswith(f"{member.id}/"):
        # A client or server resolves `..` first; then it is the member's own folder.
        assert put.is_error or put.json()["Key"] == f"{bucket}/{member.id}/a.mp3"
    else:
        assert put.is_error


def test_a_file_cannot_be_moved_into_someone_elses_folder(member, other_member, path):
    with member.storage() as storage:
        storage.post(f"/object/vision-audio/{path}", content=b"sound", headers=_SOUND)
        moved = storage.post(
            "/object/move",
            json={
                "bucketId": "vision-audio",
                "sourceKey": path,
                "destinationKey": f"{other_member.id}/forward.mp3",
            },
        )
        assert moved.is_error
        assert storage.get(f"/object/vision-audio/{path}").content == b"sound"


def test_members_make_and_change_no_buckets(member):
    with member.storage() as storage:
        assert storage.post("/bucket", json={"name": "mine", "id": "mine"}).is_error
        storage.put("/bucket/vision-audio", json={"public": True})
        storage.delete("/bucket/vision-audio")
        assert storage.get("/bucket/vision-audio").json()["public"] is False


@pytest.mark.parametrize("bucket", _BUCKETS)
def test_without_a_token_there_are_no_files(backend, member, bucket, path):
    with member.storage() as storage:
        storage.post(f"/object/{bucket}/{path}", content=b"sound", headers=_SOUND)
    with client(f"{backend.url}/storage/v1", {"apikey": backend.publishable_key}) as anonymous:
        assert anonymous.get(f"/object/{bucket}/{path}").is_error
        assert anonymous.get(f"/object/public/{bucket}/{path}").is_error
        assert anonymous.post(f"/object/{bucket}/a.mp3", content=b"x", headers=_SOUND).is_error
