"""A bad network between a browser and the house: it breaks off there, or on the way back, or is gone."""

from __future__ import annotations

from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Of one connection only, and never taken over from what came in.
HOPS = ("connection", "transfer-encoding", "content-length", "keep-alive")


class Network:
    """How the network is now. `breaks` are answered in their order by the next things that are sent."""

    def __init__(self, house: str) -> None:
        self.house = urlsplit(house).netloc
        self.is_gone = False
        self.breaks: list[str] = []
        self.lost: list[str] = []
        self.address = ""

    def next_break(self) -> str:
        """Where the next thing breaks off: "there", "back", "busy", or "" nowhere."""
        return self.breaks.pop(0) if self.breaks else ""


@contextmanager
def lossy(house: str) -> Iterator[Network]:
    """A network to a house, at an address of its own."""
    network = Network(house)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(network))
    server.daemon_threads = True
    network.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield network
    server.shutdown()
    server.server_close()


def _handler(network: Network) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            if not network.is_gone:
                self._answer(*self._asked(b""))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            where = network.next_break() if self.path.endswith("/sync") else ""
            if network.is_gone or where == "there":
                network.lost.append("there")
                return
            if where == "busy":
                network.lost.append("busy")
                self._answer(503, [("Content-Type", "text/html")], b"<h1>busy</h1>")
                return
            answer = self._asked(body)
            if where == "back" or network.is_gone:
                network.lost.append("back")
                return
            self._answer(*answer)

        def _asked(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
            """What the house answers. Host and Origin stay as the browser sent them."""
            connection = HTTPConnection(network.house, timeout=60)
            headers = {name: value for name, value in self.headers.items() if name.lower() not in HOPS}
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOPS]
            connection.close()
            return answer.status, kept, content

        def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
            try:
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except (ConnectionError, HTTPException):
                # The page was closed meanwhile: that is one of the interruptions.
                pass

    return Handler
