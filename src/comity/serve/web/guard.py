"""What stands before every page: who may ask, how much, how often, and the headers that keep hostile text harmless."""

import asyncio
import hmac
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 1_000_000  # bytes of a request
LONGEST_ADDRESS = 8_000  # characters of path and query
BODY_SECONDS = 10.0  # a body that comes slower is given up
POSTS, POST_EVERY = 20, 1.0  # texts to code at once, and seconds for one more
GETS, GET_EVERY = 400, 0.01  # the same for pages, for guests from other machines
GUESTS = 10_000  # addresses remembered
LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})
COOKIE = "comity_token"
PLOT_STYLE = "sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww="  # the one style that Observable Plot puts into its pictures
HEADERS = {
    "content-security-policy": (
        f"default-src 'none'; script-src 'self'; style-src 'self' '{PLOT_STYLE}'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def problem(status: int, code: str, message: str) -> dict[str, object]:
    """The one shape of every error."""
    return {"error": {"status": status, "code": code, "message": message}}


@dataclass(frozen=True, slots=True)
class Rules:
    """Who is served: the names the server answers to (none: all), the token that guests must bring ("" for none)."""

    hosts: frozenset[str] = LOCAL
    token: str = ""


@dataclass(slots=True)
class Bucket:
    """How many requests are left, and when they were last counted."""

    left: float
    at: float


@dataclass(slots=True)
class Guard:
    """The outermost layer of the application."""

    app: ASGIApp
    rules: Rules
    buckets: OrderedDict[tuple[str, str], Bucket] = field(default_factory=OrderedDict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, _guarded(send))
            return
        body = await _body(receive) if scope["method"] not in ("GET", "HEAD") else b""
        if isinstance(body, Response):
            await body(scope, receive, _guarded(send))
            return
        if scope["method"] == "HEAD":  # answered as GET; the server sends no body to it
            scope = {**scope, "method": "GET"}
        await self.app(scope, _replayed(body, receive) if scope["method"] != "GET" else receive, _guarded(send))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Why a request is turned away before anything is done for it."""
        path, query = scope["path"], scope["query_string"].decode("latin-1")
        if len(path) + len(query) > LONGEST_ADDRESS:
            return _no(414, "address_too_long", f"The address is longer than {LONGEST_ADDRESS} characters; ask for less at once.")
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if self.rules.hosts and host not in self.rules.hosts:
            return _no(
                421, "wrong_host", f"This server does not answer to the name {host!r}; expected {' or '.join(sorted(self.rules.hosts))}."
            )
        if self.rules.token and not self._known(headers):
            return self._entry(path, query)
        if scope["method"] not in ("GET", "HEAD", "OPTIONS") and not _same_site(headers):
            return _no(403, "cross_site", "Another site sent this request; open the page of this server itself.")
        return self._too_often(scope)

    def _known(self, headers: Headers) -> bool:
        """Whether a request carries the token, as a bearer or in the cookie."""
        given = headers.get("authorization", "").removeprefix("Bearer ")
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            morsel = None
        return any(hmac.compare_digest(t.encode(), self.rules.token.encode()) for t in (given, morsel.value if morsel else ""))

    def _entry(self, path: str, query: str) -> Response:
        """Let in who brings the token in the address, and keep it in a cookie instead."""
        given = parse_qs(query).get("token", [""])[0]
        if not hmac.compare_digest(given.encode(), self.rules.token.encode()):
            return _no(401, "token_needed", "This server needs its token: open /?token=… once, or send it as Authorization: Bearer …")
        answer = RedirectResponse(path if path.startswith("/") and not path.startswith("//") else "/", 303)
        answer.set_cookie(COOKIE, self.rules.token, httponly=True, samesite="strict")
        return answer

    def _too_often(self, scope: Scope) -> Response | None:
        guest = (scope.get("client") or ("",))[0]
        posting = scope["method"] == "POST"
        if not posting and guest in (*LOCAL, "", "testclient"):
            return None
        most, every = (POSTS, POST_EVERY) if posting else (GETS, GET_EVERY)
        now = time.monotonic()
        bucket = self.buckets.pop((guest, scope["method"]), Bucket(most, now))
        bucket.left = min(most, bucket.left + (now - bucket.at) / every)
        bucket.at = now
        self.buckets[(guest, scope["method"])] = bucket
        while len(self.buckets) > GUESTS:
            self.buckets.popitem(last=False)
        if bucket.left < 1:
            return _no(429, "too_many", "Too many requests at once; wait a few seconds.", {"retry-after": "5"})
        bucket.left -= 1
        return None


def _no(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(problem(status, code, message), status, headers)


def _same_site(headers: Headers) -> bool:
    """Whether a request that changes something comes from this server's own pages, or from no browser at all."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


async def _body(receive: Receive) -> bytes | Response:
    """All of a request's body, or the refusal of one that is too large or too slow."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return b""
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > LARGEST_BODY:
                    return _no(413, "too_large", f"The request is larger than {LARGEST_BODY} bytes; send one article at a time.")
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError:
        return _no(408, "too_slow", f"The request took more than {BODY_SECONDS:g} seconds to arrive.", {"connection": "close"})


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A body that was read already, once, and then whatever the client does next."""
    waiting = [True]

    async def once() -> Message:
        if waiting:
            waiting.clear()
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return once


def _guarded(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return with_headers
