"""Fetching feeds and pages politely and within limits; only what the user named, only http and https, no private addresses."""

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from comity.config import VERSION
from comity.errors import InputError

AGENT = f"Comity/{VERSION}"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
LATER = frozenset({429, 503})
CHUNK = 65536
UNQUOTED = "/%?=&+:;,@!$'()*~[]"  # what an address may hold as it is


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may take: bytes, seconds in all, redirects; seconds between two requests to one host."""

    size: int = 50 * 1024 * 1024
    seconds: float = 30.0
    redirects: int = 5
    pause: float = 1.0
    longest_pause: float = 30.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: 200 with its data, 304 where nothing changed since, 429 or 503 with the seconds to wait."""

    url: str
    status: int
    data: bytes = b""
    etag: str | None = None
    modified: str | None = None
    wait: float = 0.0


@dataclass(slots=True)
class Fetcher:
    """Fetches for one run. `allowed` are private hosts that the user permits; robots.txt of each host is read once."""

    allowed: frozenset[str] = frozenset()
    limits: Limits = Limits()
    robots: dict[str, RobotFileParser] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch an address, following redirects, if its robots.txt permits. Raises InputError that names address and reason."""
        headers = {k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v}
        until = time.monotonic() + self.limits.seconds
        at = url
        for _ in range(self.limits.redirects + 1):
            parts = self._checked(at)
            rules = self._rules(parts, until)
            if not rules.can_fetch(AGENT, at):
                raise InputError(f"{at}: the site's robots.txt does not permit it. Ask the site, or leave it out.")
            self._wait(parts.netloc, float(rules.crawl_delay(AGENT) or 0))
            answer, data = self._get(at, parts, headers, until)
            if answer.status not in REDIRECTS:
                return _judged(url, at, answer, data)
            target = answer.headers.get("Location")
            if not target:
                raise InputError(f"{at}: redirects to nowhere. Check the address.")
            at = urljoin(at, target)
        raise InputError(f"{url}: more than {self.limits.redirects} redirects. Check the address.")

    def _checked(self, url: str) -> SplitResult:
        try:
            parts = urlsplit(url)
            valid = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            valid = False
        if not valid or parts.username:
            raise InputError(f"{url}: expected an address that begins with http:// or https://, without a user name.")
        return parts

    def _wait(self, host: str, delay: float) -> None:
        """The pause a host is owed since the last request to it."""
        pause = min(max(self.limits.pause, delay), self.limits.longest_pause)
        time.sleep(max(0.0, self.last.get(host, -pause) + pause - time.monotonic()))
        self.last[host] = time.monotonic()

    def _rules(self, parts: SplitResult, until: float) -> RobotFileParser:
        """What the host's robots.txt permits: everything where there is none, nothing where it cannot be had (RFC 9309)."""
        home = f"{parts.scheme}://{parts.netloc}"
        if home not in self.robots:
            rules = RobotFileParser()
            answer, data = self._get(f"{home}/robots.txt", urlsplit(f"{home}/robots.txt"), {}, until)
            if answer.status == 200:
                rules.parse(data.decode("utf-8", "replace").splitlines())
            elif answer.status >= 500 or answer.status == 429:
                raise InputError(f"{home}/robots.txt: answers {answer.status}, so that nothing may be fetched from there now. Try later.")
            else:
                rules.parse([])
            self.robots[home] = rules
        return self.robots[home]

    def _get(self, url: str, parts: SplitResult, headers: Mapping[str, str], until: float) -> tuple[http.client.HTTPResponse, bytes]:
        """One request, without redirects; its body within the limits."""
        address = self._address(url, parts)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection = _Direct(parts, address, self.limits.seconds)
        try:
            told = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Connection": "close", **headers}
            connection.request("GET", quote(path, safe=UNQUOTED), headers=told)
            answer = connection.getresponse()
            return answer, self._body(url, answer, until)
        except TimeoutError as error:
            raise InputError(f"{url}: no answer within {self.limits.seconds:.0f} seconds. Try later.") from error
        except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
            raise InputError(f"{url}: cannot be fetched ({type(error).__name__}: {error}). Check the address, or try later.") from error
        finally:
            connection.close()

    def _body(self, url: str, answer: http.client.HTTPResponse, until: float) -> bytes:
        unpack = zlib.decompressobj(31) if answer.headers.get("Content-Encoding", "").lower() == "gzip" else None
        data = bytearray()
        while part := answer.read1(CHUNK):
            if time.monotonic() > until:
                raise TimeoutError
            data += unpack.decompress(part, self.limits.size + 1) if unpack else part
            if len(data) > self.limits.size or (unpack and unpack.unconsumed_tail):
                raise InputError(f"{url}: larger than {self.limits.size // 2**20} MB; it cannot be an article or a feed.")
        return bytes(data)

    def _address(self, url: str, parts: SplitResult) -> tuple[str, int]:
        """The address to connect to, checked: a name that means a private address is refused, also after a redirect."""
        host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
        try:
            found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise InputError(f"{url}: the host {host} is not known ({error}). Check the address and the connection.") from error
        private = [a for a in found if not ipaddress.ip_address(a.partition("%")[0]).is_global]
        if private and host not in self.allowed:
            raise InputError(f"{url}: {host} is the private address {private[0]}. Permit it with --allow-private {host} if that is meant.")
        return found[0], port


class _Direct(http.client.HTTPConnection):
    """A connection to an address that was checked; the host's name is still what is asked for and what the certificate must show."""

    def __init__(self, parts: SplitResult, address: tuple[str, int], seconds: float) -> None:
        super().__init__(str(parts.hostname), parts.port, timeout=seconds)
        self.secure = parts.scheme == "https"
        self.address = address
        self.default_port = 443 if self.secure else 80
        self.port = address[1]

    def connect(self) -> None:
        self.sock = socket.create_connection(self.address, self.timeout)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _judged(url: str, at: str, answer: http.client.HTTPResponse, data: bytes) -> Fetched:
    headers = answer.headers
    if answer.status == 304:
        return Fetched(at, 304)
    if answer.status in LATER:
        return Fetched(at, answer.status, wait=retry_after(headers.get("Retry-After")))
    if answer.status != 200:
        raise InputError(f"{url}: answers {answer.status} {answer.reason}. Check the address.")
    if not data:
        raise InputError(f"{url}: answers 200 with nothing in it. Try later.")
    return Fetched(at, 200, data, headers.get("ETag"), headers.get("Last-Modified"))


def retry_after(value: str | None, now: float | None = None) -> float:
    """The seconds that a Retry-After header asks for (a number or a date); a minute where it says nothing readable."""
    if value and value.strip().isdigit():
        return min(float(value), 86_400.0)
    try:
        when = parsedate_to_datetime(value or "").timestamp()
    except (ValueError, TypeError):
        return 60.0
    return min(max(0.0, when - (time.time() if now is None else now)), 86_400.0)
