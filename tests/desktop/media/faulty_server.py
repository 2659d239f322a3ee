"""A server of our own that serves files as badly as it is told to."""

from __future__ import annotations

import contextlib
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.patience import PATIENCE


class FaultyServer:
    """Owns a port of this computer. `files` maps paths to content; `behave` scripts the answers.

    Each request takes the next behaviour of its path, the last one stays: a name of a method of
    `_Answers`, with its arguments.
    """

    def __init__(self):
        self.files = {}
        self.scripts = {}
        self.seen = []
        self.tag = '"v1"'
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.seen.append((self.path, dict(self.headers)))
                script = server.scripts.get(self.path.partition("?")[0]) or [("plain",)]
                name, *arguments = script.pop(0) if len(script) > 1 else script[0]
                content = server.files.get(self.path.partition("?")[0])
                # A client that has heard enough hangs up.
                with contextlib.suppress(ConnectionError):
                    getattr(_Answers(self, content, server.tag), name)(*arguments)

            def log_message(self, *_arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def behave(self, path, *script):
        self.scripts[path] = list(script)

    def ranges(self, path):
        return [headers.get("Range") for seen, headers in self.seen if seen == path]

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Answers:
    """The ways to answer."""

    def __init__(self, handler, content, tag):
        self.handler = handler
        self.content = content
        self.tag = tag

    def _head(self, status, **headers):
        self.handler.send_response(status)
        for name, value in headers.items():
            if value is not None:
                self.handler.send_header(name.replace("_", "-"), str(value))
        self.handler.end_headers()

    def _begin(self):
        found = re.fullmatch(r"bytes=(\d+)-", self.handler.headers.get("Range", ""))
        same = self.handler.headers.get("If-Range") in {None, self.tag}
        return int(found[1]) if found and same else None

    def plain(self, limit=None):
        if self.content is None:
            self._head(404, Content_Length=0)
            return
        begin, size = self._begin(), len(self.content)
        if begin is not None and begin < size:
            stretch = f"bytes {begin}-{size - 1}/{size}"
            self._head(206, Content_Length=size - begin, Content_Range=stretch, ETag=self.tag)
        elif begin is not None:
            self._head(416, Content_Length=0)
            return
        else:
            begin = 0
            self._head(200, Content_Length=size, ETag=self.tag)
        self._send(self.content[begin:], limit)

    def _send(self, body, limit=None):
        self.handler.wfile.write(body if limit is None else body[:limit])
        if limit is not None:
            self._cut()

    def cut(self, after):
        """Break off after some bytes of the body."""
        self.plain(limit=after)

    def _cut(self):
        self.handler.wfile.flush()
        self.handler.close_connection = True
        self.handler.connection.close()

    def whole_again(self):
        """Range or not, the whole file."""
        self._head(200, Content_Length=len(self.content), ETag=self.tag)
        self._send(self.content)

    def wrong_stretch(self, begin):
        """206, but from elsewhere."""
        size = len(self.content)
        stretch = f"bytes {begin}-{size - 1}/{size}"
        self._head(206, Content_Length=size - begin, Content_Range=stretch, ETag=self.tag)
        self._send(self.content[begin:])

    def unasked_206(self):
        """206 to a request without a range."""
        size = len(self.content)
        self._head(206, Content_Length=size, Content_Range=f"bytes 0-{size - 1}/{size}")
        self._send(self.content)

    def other_total(self, total):
        """A stretch of a file of another size."""
        begin = self._begin() or 0
        body = self.content[begin:]
        stretch = f"bytes {begin}-{total - 1}/{total}"
        self._head(206, Content_Length=len(body), Content_Range=stretch, ETag=self.tag)
        self._send(body)

    def lie_about_length(self, length):
        """Another length than the body has."""
        self._head(200, Content_Length=length, ETag=self.tag)
        self._send(self.content)
        self._cut()

    def no_length(self):
        """A body that ends with the connection."""
        self._head(200, Connection="close")
        self._send(self.content, len(self.content))

    def page(self, status=200, text="<html>Sign in to go on</html>"):
        """A page instead of a file, as captive portals do."""
        self._head(status, Content_Length=len(text), Content_Type="audio/mpeg")
        self.handler.wfile.write(text.encode())

    def status(self, status, retry_after=None):
        """Nothing but a status."""
        self._head(status, Content_Length=0, Retry_After=retry_after)

    def redirect(self, target):
        """Go elsewhere."""
        self._head(302, Content_Length=0, Location=target)

    def stall(self, after, released):
        """Send a part, then wait until a test lets go."""
        self._head(200, Content_Length=len(self.content), ETag=self.tag)
        self.handler.wfile.write(self.content[:after])
        self.handler.wfile.flush()
        released.wait(PATIENCE)
        self._cut()
