"""Pages from the web: http(s) only, public addresses only, within limits of size and time."""

import ssl
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from corpus.addresses import CheckedNetwork, allowed_hosts
from corpus.errors import ReadError, size
from corpus.limits import Limits

REDIRECTS = 5
_AGENT = "doichieu/0.1 (+https://pypi.org/project/doichieu)"
_ACCEPT = "text/html, application/xhtml+xml, text/plain, application/pdf, application/msword, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Page:
    """What a server gave.

    Attributes:
        data: the body, decompressed.
        url: where it was found after redirects.
        content_type: its media type, small, without parameters; may be empty.
        charset: what the server called its encoding.
    """

    data: bytes = field(repr=False)
    url: str
    content_type: str
    charset: str | None


class _Transport(httpx.HTTPTransport):
    """httpx' own transport on a pool that only connects to checked addresses, without proxies."""

    def __init__(self, allow: frozenset[str]) -> None:
        super().__init__(trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=1,
            network_backend=CheckedNetwork(allow),
        )


def fetch(url: str, limits: Limits, allow_hosts: tuple[str, ...] = ()) -> Page:
    """Get a page.

    Args:
        url: http(s), without user and password.
        limits: `bytes` of the body, `fetch_seconds` for everything.
        allow_hosts: hosts that may be visited though they are not public, beside those of the
            environment variable DOICHIEU_ALLOW_HOSTS.

    Raises:
        ReadError: scheme, bad-url, forbidden-host, unresolved, redirects, http, network, timeout or
            too-large.
    """
    deadline = monotonic() + limits.fetch_seconds
    with httpx.Client(
        transport=_Transport(allowed_hosts(allow_hosts)),
        trust_env=False,
        follow_redirects=False,
        headers={"User-Agent": _AGENT, "Accept": _ACCEPT, "Accept-Language": "vi, en;q=0.5"},
    ) as client:
        try:
            for _hop in range(REDIRECTS + 1):
                found = _get(client, _checked(url), limits, deadline)
                if isinstance(found, Page):
                    return found
                url = urljoin(url, found)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
            raise ReadError("bad-url") from None
        except (httpx.TimeoutException, TimeoutError):
            raise ReadError("timeout", limit=f"{limits.fetch_seconds:g}") from None
        except (httpx.HTTPError, httpcore.ProtocolError, OSError) as error:
            raise ReadError("network", detail=_reason(error)) from None
    raise ReadError("redirects")


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise ReadError("bad-url") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise ReadError("scheme")
    if not host or parts.username is not None:
        raise ReadError("bad-url")
    return url


def _get(client: httpx.Client, url: str, limits: Limits, deadline: float) -> Page | str:
    """One request: the page, or where it redirects to."""
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    with client.stream("GET", url, timeout=left) as response:
        if response.is_redirect:
            return response.headers["location"]
        if not response.is_success:
            raise ReadError("http", detail=str(response.status_code))
        if int(_digits(response.headers.get("content-length"))) > limits.bytes:
            raise ReadError("too-large", limit=size(limits.bytes))
        body = bytearray()
        for part in response.iter_bytes(2**16):
            body += part
            if len(body) > limits.bytes:
                raise ReadError("too-large", limit=size(limits.bytes))
            if monotonic() > deadline:  # a server that drips gives each part in time
                raise TimeoutError
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Page(bytes(body), str(response.url), kind, response.charset_encoding)


def _digits(value: str | None) -> str:
    return value if value and value.isascii() and value.isdigit() and len(value) < 18 else "0"


def _reason(error: Exception) -> str:
    if "CERTIFICATE" in str(error).upper():
        return "chứng chỉ của máy chủ không hợp lệ"
    return "máy chủ không trả lời" if isinstance(error, httpx.ConnectError) else type(error).__name__
