"""Pages from the web: what is fetched, what is refused, and that nobody is led into the inner network."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from corpus import addresses
from corpus.addresses import allowed_hosts, is_public, resolve
from corpus.errors import ReadError
from corpus.fetch import fetch
from corpus.limits import DEFAULT, Limits
from corpus.reading import ReadOptions, Source, read_source
from corpus.sandbox import Sandbox

PAGE = "<html><body><article><p>Năm 2024, huyện Lập Thạch đạt 84,6%.</p></article></body></html>".encode()
LOCAL = ("127.0.0.1",)


class Site(BaseHTTPRequestHandler):
    """A small site; each path answers in its own way."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        where = {
            "/moved": "/page", "/round": "/round", "/inside": "http://10.0.0.1/", "/file": "file:///etc/passwd",
            "/by-name": f"http://localhost:{self.server.server_port}/page",
        }  # fmt: skip
        if self.path in where:
            self._answer(302, b"", Location=where[self.path])
        elif self.path == "/text":
            self._answer(
                200, "Xã Đạo Tú".encode("utf-16-le"), **{"Content-Type": "text/plain; charset=utf-16le"}
            )
        elif self.path == "/large":
            self._answer(200, bytes(3_000_000))
        elif self.path == "/larger-than-said":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(bytes(3_000_000))
            self.close_connection = True
        elif self.path == "/bomb":
            self._answer(200, gzip.compress(bytes(30_000_000)), **{"Content-Encoding": "gzip"})
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"x")
            self.close_connection = True
        elif self.path == "/never":
            self.server.released.wait(20)  # type: ignore[attr-defined]
            self.close_connection = True
        elif self.path == "/page":
            self._answer(200, PAGE, **{"Content-Type": "text/html; charset=utf-8"})
        else:
            self._answer(404, b"not here")

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            pass  # clients that hang up on purpose

    with Quiet(("127.0.0.1", 0), Site) as server:
        server.released = threading.Event()  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.released.set()  # type: ignore[attr-defined]
        server.shutdown()
        thread.join()


def test_a_page_is_fetched_with_its_type_and_charset(site: str) -> None:
    page = fetch(f"{site}/page", DEFAULT, LOCAL)
    assert (page.data, page.content_type, page.charset, page.url) == (
        PAGE,
        "text/html",
        "utf-8",
        f"{site}/page",
    )


def test_redirects_are_followed_and_the_last_address_is_told(site: str) -> None:
    assert fetch(f"{site}/moved", DEFAULT, LOCAL).url == f"{site}/page"


REFUSED = [
    ("/page", (), "forbidden-host"),  # loopback, not allowed by name
    ("/inside", LOCAL, "forbidden-host"),  # a redirect into a private network
    ("/by-name", LOCAL, "forbidden-host"),  # a redirect to a name that is not the allowed one
    ("/file", LOCAL, "scheme"),
    ("/round", LOCAL, "redirects"),
    ("/none", LOCAL, "http"),
    ("/cut", LOCAL, "network"),
    ("/large", LOCAL, "too-large"),
    ("/larger-than-said", LOCAL, "too-large"),
    ("/bomb", LOCAL, "too-large"),
    ("/never", LOCAL, "timeout"),
]


@pytest.mark.parametrize(("path", "allow", "kind"), REFUSED)
def test_what_is_refused(site: str, path: str, allow: tuple[str, ...], kind: str) -> None:
    limits = Limits(bytes=1_000_000, fetch_seconds=0.4 if kind == "timeout" else 20)
    with pytest.raises(ReadError) as caught:
        fetch(site + path, limits, allow)
    assert caught.value.kind == kind
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://localhost/", "forbidden-host"),
        ("http://127.1/", "forbidden-host"),  # short for 127.0.0.1
        ("http://2130706433/", "forbidden-host"),  # the same as one number
        ("http://0x7f000001/", "forbidden-host"),
        ("http://0/", "forbidden-host"),
        ("http://[::1]/", "forbidden-host"),
        ("http://[::ffff:10.0.0.1]/", "forbidden-host"),
        ("http://169.254.169.254/latest/meta-data", "forbidden-host"),
        ("http://192.168.1.1:8080/", "forbidden-host"),
        ("http://224.0.0.1/", "forbidden-host"),
        ("http://name:word@example.com/", "bad-url"),
        ("http://", "bad-url"),
        ("http://[::1", "bad-url"),
        ("http://example.com:99999/", "bad-url"),
        ("gopher://example.com/", "scheme"),
        ("http://no-such-host.invalid/", "unresolved"),
    ],
)
def test_addresses_that_are_never_visited(url: str, kind: str) -> None:
    with pytest.raises(ReadError) as caught:
        fetch(url, DEFAULT)
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("203.113.131.1", True),
        ("2001:4860:4860::8888", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("100.64.0.1", False),  # of carriers
        ("127.0.0.53", False),
        ("169.254.1.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("239.1.1.1", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),  # leads to 127.0.0.1
        ("2002:7f00:1::", False),  # so does this
        ("not an address", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def answer(*found: str) -> object:
    """A look-up that gives these addresses, one list after the other."""
    lists = iter([one.split() for one in found])
    return lambda host, port, **_: [(2, 1, 6, "", (address, port)) for address in next(lists)]


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses.socket, "getaddrinfo", answer("8.8.8.8 10.0.0.1"))
    with pytest.raises(ReadError) as caught:
        resolve("mixed.example", 80, frozenset())
    assert caught.value.kind == "forbidden-host"


def test_the_connection_goes_to_the_address_that_was_checked(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers differently the second time (DNS rebinding) is looked up only once."""
    real = addresses.socket.getaddrinfo
    asked: list[str] = []

    def look_up(host: str, port: int, *args: object, **options: object) -> object:
        asked.append(host)
        return real("127.0.0.1" if host == "rebind.example" else host, port, *args, **options)

    monkeypatch.setattr(addresses.socket, "getaddrinfo", look_up)
    url = site.replace("127.0.0.1", "rebind.example")
    assert fetch(f"{url}/page", DEFAULT, ("rebind.example",)).data == PAGE
    assert asked.count("rebind.example") == 1
    assert set(asked) <= {"rebind.example", "127.0.0.1"}
    with pytest.raises(ReadError, match="mạng nội bộ"):
        fetch(f"{url}/page", DEFAULT)


def test_hosts_are_allowed_by_the_environment_too(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.rpartition(":")[2]
    monkeypatch.setenv("DOICHIEU_ALLOW_HOSTS", f" intern.example, 127.0.0.1:{port} ")
    assert allowed_hosts(["A.example"]) == {"intern.example", f"127.0.0.1:{port}", "a.example"}
    assert fetch(f"{site}/page", DEFAULT).data == PAGE


def test_proxies_of_the_environment_are_not_asked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://10.0.0.1:3128")
    monkeypatch.setenv("http_proxy", "http://10.0.0.1:3128")
    assert fetch(f"{site}/page", DEFAULT, LOCAL).data == PAGE


def test_a_page_becomes_a_document_with_its_address(site: str) -> None:
    with Sandbox() as sandbox:
        document = sandbox.read(f"{site}/moved", ReadOptions(allow_hosts=LOCAL))
    assert document.text == "Năm 2024, huyện Lập Thạch đạt 84,6%."
    assert (document.source, document.url) == (f"{site}/moved", f"{site}/page")


def test_the_content_type_and_charset_are_honoured(site: str) -> None:
    document = read_source(Source(f"{site}/text"), ReadOptions(allow_hosts=LOCAL))
    assert document.text == "Xã Đạo Tú"


def test_errors_name_the_address(site: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_source(Source(f"{site}/none"), ReadOptions(allow_hosts=LOCAL))
    assert str(caught.value) == f"{site}/none: máy chủ trả lời lỗi 404; hãy mở thử bằng trình duyệt"
