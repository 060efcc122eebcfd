"""A small browser for the load generator: one kept connection, cookies, forms read by the names of their fields.

Written on sockets because http.client's header parser would cost more than some of the pages that are measured.
"""

import gzip
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

HOST = "127.0.0.1"
WAIT_SECONDS = 60
LONGEST_ANSWER = 16 * 1024 * 1024
File = tuple[str, bytes]
"""A file to upload: name and contents."""


class BadAnswer(Exception):
    """The server answered something else than the journey expects; the message says what and where."""


@dataclass(frozen=True)
class Answer:
    """Status, headers by lower-case name (the last of each) and the body as it was sent."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body in clear."""
        plain = gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body
        return plain.decode("utf-8")


@dataclass
class Form:
    """A form of a page: where it is sent and what it holds before anybody types."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.found.append(Form(given.get("action") or ""))
            self._inside = True
        name = given.get("name")
        if not self._inside or name is None or tag not in {"input", "select", "textarea", "button"}:
            return
        self.found[-1].names.add(name)
        kind = given.get("type", "text")
        if tag == "input" and (kind in {"hidden", "text"} or (kind in {"radio", "checkbox"} and "checked" in given)):
            self.found[-1].fields[name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def forms_in(page: str) -> list[Form]:
    """The forms of a page, in order."""
    parser = _Forms()
    parser.feed(page)
    return parser.found


def form_with(page: str, name: str) -> Form:
    """The form that has a field of this name. Raises BadAnswer when no form has."""
    for form in forms_in(page):
        if name in form.names:
            return form
    raise BadAnswer(f"no form with the field {name}")


def multipart(fields: Mapping[str, str], files: Mapping[str, File]) -> tuple[bytes, str]:
    """A body with files, and its content type."""
    boundary = secrets.token_hex(16)
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    for name, (filename, contents) in files.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\nContent-Type: image/jpeg\r\n\r\n'
        parts.append(head.encode() + contents + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


class Browser:
    """One visitor on one connection to 127.0.0.1."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self.port = port
        self.cookies = dict(cookies or {})
        self._socket: socket.socket | None = None
        self._rest = b""

    def get(self, path: str, expect: int = 200) -> Answer:
        """Open a page. Raises BadAnswer when the status is another than `expect`."""
        return self._checked(self._ask("GET", path, b"", ""), "GET", path, expect)

    def post(self, path: str, fields: Mapping[str, str], files: Mapping[str, File] | None = None, expect: int = 302) -> Answer:
        """Send a form. Raises BadAnswer when the status is another than `expect`."""
        if files:
            body, kind = multipart(fields, files)
        else:
            body, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        return self._checked(self._ask("POST", path, body, kind), "POST", path, expect)

    def submit(self, path: str, page: Answer, having: str, answers: Mapping[str, str], files: Mapping[str, File] | None = None) -> Answer:
        """Fill in the form of a page that has the field `having`, send it, follow the redirect; BadAnswer for an unknown field."""
        form = form_with(page.text, having)
        if missing := {*answers, *(files or {})} - form.names:
            raise BadAnswer(f"{path} has no field {sorted(missing)}")
        sent = self.post(urljoin(path, form.action), {**form.fields, **answers}, files)
        return self.follow(sent)

    def follow(self, answer: Answer) -> Answer:
        """Open the page that an answer redirects to."""
        target = urlsplit(answer.headers["location"])
        return self.get(target.path + (f"?{target.query}" if target.query else ""))

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _checked(self, answer: Answer, method: str, path: str, expect: int) -> Answer:
        if answer.status != expect:
            raise BadAnswer(f"{method} {path}: {answer.status} instead of {expect}, to {answer.headers.get('location', 'nowhere')}")
        return answer

    def _ask(self, method: str, path: str, body: bytes, kind: str) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection((HOST, self.port), timeout=WAIT_SECONDS)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._rest = b""
        self._socket.sendall(self._head(method, path, body, kind) + body)
        answer = self._read()
        if answer.headers.get("connection", "").lower() == "close":
            self.close()
        return answer

    def _head(self, method: str, path: str, body: bytes, kind: str) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}:{self.port}", "Accept-Encoding: gzip", "Accept-Language: id"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            lines += [f"Origin: http://{HOST}:{self.port}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def _read(self) -> Answer:
        while (end := self._rest.find(b"\r\n\r\n")) < 0:
            self._receive()
        head, self._rest = self._rest[:end].decode("latin-1"), self._rest[end + 4 :]
        first, *lines = head.split("\r\n")
        headers: dict[str, str] = {}
        for line in lines:
            name, _colon, value = line.partition(":")
            name, value = name.lower(), value.strip()
            headers[name] = value
            if name == "set-cookie":
                self._keep(value)
        return Answer(int(first.split(" ", 2)[1]), headers, self._body(headers))

    def _body(self, headers: Mapping[str, str]) -> bytes:
        if "content-length" not in headers:
            raise BadAnswer("an answer without its length")
        length = int(headers["content-length"])
        if length > LONGEST_ANSWER:
            raise BadAnswer(f"an answer of {length} bytes")
        while len(self._rest) < length:
            self._receive()
        body, self._rest = self._rest[:length], self._rest[length:]
        return body

    def _receive(self) -> None:
        if self._socket is None:
            raise BadAnswer("the connection is closed")
        more = self._socket.recv(256 * 1024)
        if not more:
            self.close()
            raise BadAnswer("the server hung up")
        self._rest += more

    def _keep(self, header: str) -> None:
        pair, *rest = header.split(";")
        name, _equals, value = pair.strip().partition("=")
        if any(part.strip().lower() == "max-age=0" for part in rest):
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value.strip('"')


def login(browser: Browser, username: str, password: str) -> Any:
    """Sign in as a member of staff; the cookies stay in the browser. Raises BadAnswer when that fails."""
    path = "/petugas/masuk/"
    form = form_with(browser.get(path).text, "login")
    return browser.post(path, {**form.fields, "login": username, "password": password})
