"""A project's storage on a port of this computer: whole uploads and tus 1.0.0, as badly as told.

What it answers was taken from Supabase's storage (its API and its tests); tus from the protocol's
own text.
"""

from __future__ import annotations

import base64
import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from tests.patience import PATIENCE


class StorageServer:
    """Owns a port. `objects` maps bucket/path to content; `behave` scripts what goes wrong.

    A behaviour is taken by the next request of its method: ("status", n, body), ("cut", bytes),
    ("mute",) does the work and hangs up, ("stall", bytes, released) waits in the middle.
    """

    def __init__(self):
        self.objects = {}
        self.uploads = {}
        self.seen = []
        self.scripts = {}
        self.tokens = {"good"}
        self.received = 0
        self.public = False
        self.stalled = threading.Event()
        self.forgets = False
        handler = type("Handler", (_Handler,), {"server_of_test": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def behave(self, method, *script):
        self.scripts.setdefault(method, []).extend(script)

    def asked(self, method):
        return [path for seen, path in self.seen if seen == method]

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_of_test: StorageServer

    def do_GET(self):
        if self._begin():
            place = self.path.removeprefix("/storage/v1")
            if place.startswith("/bucket/"):
                self._json(200, {"id": place.rpartition("/")[2], "public": self.test.public})
                return
            found = self.test.objects.get(unquote(place.removeprefix("/object/info/")))
            if found is None:
                self._fault(404, "not_found", "Object not found")
            else:
                self._json(200, {"size": len(found)})

    def do_POST(self):
        if not self._begin():
            return
        if self.path == "/storage/v1/upload/resumable":
            self._create()
            return
        name = unquote(self.path.removeprefix("/storage/v1/object/"))
        body = self._body()
        if body is None:
            return
        if name in self.test.objects and self.headers["x-upsert"] != "true":
            self._fault(409, "Duplicate", "The resource already exists")
            return
        self.test.objects[name] = body
        self._json(200, {"Key": name})

    def do_DELETE(self):
        if self._begin():
            name = unquote(self.path.removeprefix("/storage/v1/object/"))
            if self.test.objects.pop(name, None) is None:
                self._fault(404, "not_found", "Object not found")
            else:
                self._json(200, {"message": "Successfully deleted"})

    def do_HEAD(self):
        if self._begin():
            found = self.test.uploads.get(self.path)
            if found is None:
                self._head(404)
            else:
                self._head(200, Upload_Offset=len(found[2]), Upload_Length=found[1])

    def do_PATCH(self):
        if not self._begin():
            return
        found = self.test.uploads.get(self.path)
        if found is None:
            self.close_connection = True
            self._head(404)
            return
        name, size, content = found
        if int(self.headers["Upload-Offset"]) != len(content):
            self.close_connection = True
            self._head(409)
            return
        assert self.headers["Content-Type"] == "application/offset+octet-stream"
        if self._body(content) is None:
            return
        if len(content) == size:
            self.test.objects[name] = bytes(content)
            if self.test.forgets:
                del self.test.uploads[self.path]
        self._head(204, Upload_Offset=len(content))

    def log_message(self, *_arguments):
        pass

    @property
    def test(self):
        return self.server_of_test

    def _begin(self):
        """Take the next behaviour; False when the request is answered by it."""
        self.test.seen.append((self.command, self.path))
        script = self.test.scripts.get(self.command)
        self.behaviour = script.pop(0) if script else ("plain",)
        if self.behaviour[0] == "status":
            self._drain()
            _name, status, *body = self.behaviour
            self._json(status, body[0] if body else {})
            return False
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.test.tokens:
            self._drain()
            self._fault(403, "Unauthorized", "jwt expired")
            return False
        return True

    def _create(self):
        self._drain()
        pairs = dict(part.split(" ") for part in self.headers["Upload-Metadata"].split(","))
        known = {name: base64.b64decode(value).decode() for name, value in pairs.items()}
        name = f"{known['bucketName']}/{known['objectName']}"
        if name in self.test.objects:
            self._head(409)
            return
        place = f"/storage/v1/upload/resumable/{len(self.test.uploads)}"
        self.test.uploads[place] = (name, int(self.headers["Upload-Length"]), bytearray())
        self._head(201, Location=f"{self.test.url}{place}")

    def _body(self, into=None):
        """Read the body, or None when the connection breaks by design."""
        into = bytearray() if into is None else into
        left = int(self.headers["Content-Length"])
        limit = self.behaviour[1] if self.behaviour[0] in {"cut", "stall"} else left
        taken = 0
        while taken < min(left, limit):
            part = self.rfile.read1(min(65536, min(left, limit) - taken))
            if not part:
                break
            into += part
            taken += len(part)
        self.test.received += taken
        if self.behaviour[0] == "stall":
            self.test.stalled.set()
            self.behaviour[2].wait(PATIENCE)
        if taken < left:
            self.close_connection = True
            return None
        return bytes(into)

    def _drain(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _fault(self, status, error, message):
        self._json(400, {"statusCode": str(status), "error": error, "message": message})

    def _json(self, status, value):
        self._head(status, json.dumps(value).encode())

    def _head(self, status, body=b"", **headers):
        if self.behaviour[0] == "mute":
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(2)
            return
        with contextlib.suppress(ConnectionError):
            self.send_response(status)
            self.send_header("Tus-Resumable", "1.0.0")
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), str(value))
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)
