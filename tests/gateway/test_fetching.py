"""The one safe fetcher. Whether somebody was connected to is asked of the system and of a host that listens, never of us."""

import gzip
import itertools
import socket
import ssl
import threading
import time
import zlib
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connections

from gateway.fetching import PAGES, PICTURES, FetchRefused, Network, fetch, targets
from gateway.fetching.addresses import is_public
from gateway.fetching.politeness import turn
from gateway.fetching.reaching import resolve
from tests.gateway.canary import Host, says, sends_on, watching
from tests.gateway.spellings import INNER, NAMES, SIX, hosts, tricks

PAGE = b"<title>Bags</title>"


def names(host, port):
    if host not in NAMES:
        raise OSError("no such host")
    return NAMES[host]


def network(**more):
    return Network(**{"resolver": names, "turn": lambda host, seconds: nullcontext(), **more})


@pytest.fixture
def host():
    """`host(answer)`: a host on loopback."""
    made = []

    def make(answer, **more):
        made.append(Host(answer, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def allowed(host, settings):
    """The same, and it may be fetched from."""

    def make(answer, **more):
        one = host(answer, **more)
        settings.FETCH_ALLOWED = [*settings.FETCH_ALLOWED, one.place]
        return one

    return make


def refused(url, **more):
    with pytest.raises(FetchRefused) as found:
        fetch(url, **{"accept": PAGES, "network": network(), "seconds": 2.0, **more})
    assert found.value.sentence
    return found.value.code


# -- whom we connect to


def test_no_spelling_of_an_address_that_is_not_public_is_ever_connected_to(host, monkeypatch):
    canary = host(says(PAGE))
    six = host(says(PAGE), family=socket.AF_INET6)
    # The table names the listeners' ports, which must then not be what refuses it.
    for one in (canary, six):
        monkeypatch.setattr(targets, "PORTS", {"http": one.port, "https": one.port})
        urls = [
            f"{scheme}://{name}{port}/"
            for name in hosts()
            for scheme in ("http", "https")
            for port in ("", f":{one.port}")
        ]
        urls += tricks(one.port)
        assert len(urls) >= 300
        with watching() as seen:
            for url in urls:
                refused(
                    url,
                    network=network(
                        resolver=lambda name, port: names(name, port) if name in NAMES else resolve(name, port)
                    ),
                )
        assert seen.private == []
    assert canary.connections == six.connections == 0


def test_without_the_list_the_same_table_reaches_the_listener(host, monkeypatch):
    canary = host(says(PAGE))
    monkeypatch.setattr(targets, "PORTS", {"http": canary.port, "https": 1})
    monkeypatch.setattr("gateway.fetching.reaching.is_public", lambda address: True)
    for name in ("127.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1", "127.0.0.1.nip.example"):
        assert fetch(f"http://{name}/", accept=PAGES, network=network()).data == PAGE
    assert canary.connections == 4


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(host, monkeypatch):
    canary = host(says(PAGE))
    monkeypatch.setattr(targets, "PORTS", {"http": canary.port, "https": 1})
    asked = []

    def rebinding(name, port):
        asked.append(name)
        return ["93.184.216.34"] if len(asked) % 2 else ["127.0.0.1"]

    with watching() as seen:
        for _ in range(1_000):
            assert refused("http://public.example/", network=network(resolver=rebinding)) in ("unreachable", "private")
    assert len(asked) == 1_000
    assert seen.addresses == ["93.184.216.34"] * 500
    assert canary.connections == 0


@pytest.mark.parametrize("where", ["http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://2130706433/",
                                   "http://inner.example/", "//127.0.0.1/", "http://127.1/", "file:///etc/passwd",
                                   "ftp://public.example/", "http://public.example:22/", "http://me:pw@public.example/",
                                   "https://0x7f.1/", "http://①②⑦.⓪.⓪.①/", "javascript:alert(1)", "data:text/html,x"])  # fmt: skip
def test_every_hop_is_judged_like_the_first(allowed, where):
    shop = allowed(sends_on(where))
    with watching() as seen:
        assert refused(shop.url()) in ("private", "scheme", "port", "credentials", "address")
    assert seen.addresses == ["127.0.0.1"]
    assert shop.connections == 1


def test_what_is_public_and_what_is_not():
    for address in [*INNER, *SIX]:
        assert not is_public(address.replace("%25", "%")), address
    for address in (
        "93.184.216.34",
        "8.8.8.8",
        "2a00:1450:4001::1",
        "64:ff9b::808:808",
        "::ffff:8.8.8.8",
        "172.32.0.1",
    ):
        assert is_public(address), address
    assert not is_public("not an address")


def test_one_address_that_is_not_public_condemns_the_others():
    with watching() as seen:
        assert refused("http://mixed.example/") == "private"
    assert seen.addresses == []


def test_no_proxy_of_the_environment_is_used(allowed, host, monkeypatch):
    proxy, shop = host(says(b"from the proxy")), allowed(says(PAGE))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, proxy.url())
    assert fetch(shop.url(), accept=PAGES, network=network()).data == PAGE
    assert proxy.connections == 0


def test_a_place_is_allowed_by_host_and_port_alone(host, settings):
    shop, beside = host(says(PAGE)), host(says(PAGE))
    assert refused(shop.url()) == "port"
    settings.FETCH_ALLOWED = [shop.place]
    assert fetch(shop.url(), accept=PAGES, network=network()).data == PAGE
    assert refused(beside.url()) == "port"
    assert refused(f"http://127.1:{shop.port}/") == "address"
    assert beside.connections == 0


# -- what we say, and what we are told


def test_the_request_says_who_asks_and_nothing_more(allowed):
    shop = allowed(says(PAGE, "Set-Cookie: a=b"))
    found = fetch(
        shop.url("/bags?x=ä#top"), accept=PAGES, contact="https://market.test/m/fair/\r\nX: y", network=network()
    )
    [request] = shop.requests
    assert request.decode().split("\r\n") == [
        "GET /bags?x=%C3%A4 HTTP/1.1", f"Host: {shop.place}", "User-Agent: Markwarden (+https://market.test/m/fair/X:y)",
        "Accept: application/xhtml+xml, text/html", "Accept-Encoding: identity", "Connection: close", "", "",
    ]  # fmt: skip
    assert (found.status, found.media_type, found.data, found.address) == (200, "text/html", PAGE, "127.0.0.1")
    assert found.final_url == shop.url("/bags?x=%C3%A4")
    assert "set-cookie" not in found.headers


def test_redirects_are_followed_three_times_and_remembered(allowed):
    def answer(connection, request):
        step = int(request.split()[1].strip(b"/"))
        (says(PAGE) if step == 0 else sends_on(f"/{step - 1}", "301 Moved"))(connection, request)

    shop = allowed(answer)
    found = fetch(shop.url("/3"), accept=PAGES, network=network())
    assert (found.url, found.final_url) == (shop.url("/3"), shop.url("/0"))
    assert found.hops == tuple(shop.url(f"/{step}") for step in (3, 2, 1))
    assert refused(shop.url("/4")) == "redirects"


def test_a_name_is_resolved_once_a_hop_and_the_connection_keeps_it(allowed, monkeypatch):
    shop = allowed(says(PAGE))
    asked = []
    monkeypatch.setattr("gateway.fetching.reaching.is_public", lambda address: True)
    monkeypatch.setattr(targets, "PORTS", {"http": shop.port, "https": 1})

    def resolver(name, port):
        asked.append(name)
        return ["127.0.0.1"]

    fetch("http://BÜCHER.example./x", accept=PAGES, network=network(resolver=resolver))
    assert asked == ["xn--bcher-kva.example"]
    assert b"Host: xn--bcher-kva.example\r\n" in shop.requests[0]


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "204 No Content", "206 Partial", "401 Who"])
def test_only_a_plain_yes_counts(allowed, status):
    with pytest.raises(FetchRefused) as found:
        fetch(allowed(says(PAGE, status=status)).url(), accept=PAGES, network=network())
    assert (found.value.code, found.value.status) == ("status", int(status[:3]))


def test_only_the_media_types_that_were_asked_for_are_taken(allowed):
    drawing = allowed(says(b"<svg onload='alert(1)'/>", kind="image/svg+xml"))
    assert refused(drawing.url(), accept=PICTURES) == refused(drawing.url(), accept=PAGES) == "media"
    assert (
        fetch(allowed(says(b"x", kind="image/jpg")).url(), accept=PICTURES, network=network()).media_type
        == "image/jpeg"
    )
    assert fetch(allowed(says(PAGE, kind="Text/HTML; charset=x")).url(), accept=PAGES, network=network()).data == PAGE


# -- how much, and how long


def drip(connection, piece, over):
    """Send a piece again and again until the other side has gone, or the test is over."""
    while not over.wait(0.02):
        connection.sendall(piece)


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX-", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
                                  b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"])  # fmt: skip
def test_a_host_that_drips_is_left_at_the_deadline(allowed, head):
    def answer(connection, request):
        connection.sendall(head)
        drip(connection, b"a", shop.over)

    shop = allowed(answer)
    began = time.monotonic()
    assert refused(shop.url(), seconds=0.4) in ("slow", "broken")
    assert time.monotonic() - began < 2


def test_a_host_that_says_nothing_and_a_resolver_that_never_answers(allowed):
    shop = allowed(lambda connection, request: shop.over.wait(5))
    assert refused(shop.url(), seconds=0.2) == "slow"
    never = threading.Event()
    try:
        slow = network(resolver=lambda name, port: never.wait(5) and [])
        assert refused("http://public.example/", seconds=0.2, network=slow) == "slow"
    finally:
        never.set()


@pytest.mark.parametrize(
    "head", [b"Content-Length: 99999999999\r\n\r\n", b"\r\n", b"Transfer-Encoding: chunked\r\n\r\n"]
)
def test_an_endless_body_is_too_large(allowed, head):
    piece = b"10000\r\n" + b"a" * 65536 + b"\r\n" if b"chunked" in head else b"a" * 65536

    def answer(connection, request):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head)
        while not shop.over.is_set():
            connection.sendall(piece)

    shop = allowed(answer)
    assert refused(shop.url(), most_bytes=1_000_000) == "large"


@pytest.mark.parametrize(
    "head", [b"X: " + b"a" * 1_000_000, b"X: a\r\n" * 200, b"HTTP/1.1 100 Continue\r\n\r\n" * 50_000]
)
def test_endless_heads_are_refused(allowed, head):
    begin = b"" if head.startswith(b"HTTP") else b"HTTP/1.1 200 OK\r\n"
    shop = allowed(lambda connection, request: connection.sendall(begin + head + b"\r\n\r\n"))
    assert refused(shop.url(), most_bytes=10_000) in ("broken", "large")


def test_what_comes_packed_is_unpacked_within_the_limit(allowed):
    small = gzip.compress(PAGE) + gzip.compress(PAGE)
    assert fetch(allowed(says(small, "Content-Encoding: gzip")).url(), accept=PAGES, network=network()).data == PAGE * 2
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 100_000
    assert refused(allowed(says(bomb, "Content-Encoding: gzip")).url(), most_bytes=1_000_000) == "large"
    assert refused(allowed(says(small[:30], "Content-Encoding: gzip")).url()) == "cut"
    assert refused(allowed(says(b"no gzip", "Content-Encoding: gzip")).url()) == "broken"
    for encoding in ("br", "gzip, gzip", "zstd", "deflate"):
        assert refused(allowed(says(zlib.compress(PAGE), f"Content-Encoding: {encoding}")).url()) == "encoding"


def test_a_wrong_length_is_noticed(allowed):
    assert refused(allowed(says(PAGE, "Content-Length: 5000")).url()) == "cut"
    assert fetch(allowed(says(PAGE, "Content-Length: 3")).url(), accept=PAGES, network=network()).data == PAGE[:3]
    assert refused(allowed(says(b"400\r\nabc", "Transfer-Encoding: chunked")).url()) == "cut"
    assert refused(allowed(says(b"zz\r\nabc", "Transfer-Encoding: chunked")).url()) in ("cut", "broken")


@pytest.mark.parametrize(
    "answer", [b"", b"hello", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/9.9 200\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n"]
)
def test_what_is_no_answer_of_the_web_is_said_to_be_none(allowed, answer):
    assert refused(allowed(lambda connection, request: connection.sendall(answer)).url()) in ("broken", "cut")


def test_nobody_there(settings):
    with socket.socket() as taken:  # a port that is ours, and nobody listens at
        taken.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        settings.FETCH_ALLOWED = [place]
        assert refused(f"http://{place}/") == "unreachable"
    assert refused("http://unknown.example/") == "unknown"


# -- certificates


def certificate(name, folder):
    """A certificate that signs itself, and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return path, context


def test_a_certificate_must_be_known_and_be_of_that_name(host, monkeypatch, tmp_path):
    path, context = certificate("shop.example", tmp_path)
    told = []
    context.sni_callback = lambda _connection, name, _context: told.append(name)
    shop = host(says(PAGE), context=context)
    monkeypatch.setattr(targets, "PORTS", {"http": 1, "https": shop.port})
    monkeypatch.setattr("gateway.fetching.reaching.is_public", lambda address: True)
    local = lambda name, port: ["127.0.0.1"]  # noqa: E731
    known = network(resolver=local, context=lambda: ssl.create_default_context(cafile=path))
    assert refused("https://shop.example/", network=network(resolver=local)) == "certificate"
    assert refused("https://other.example/", network=known) == "certificate"
    assert fetch("https://shop.example/", accept=PAGES, network=known).data == PAGE
    assert told == ["shop.example", "other.example", "shop.example"]
    assert len(shop.requests) == 1


def test_nobody_is_led_from_a_secure_address_to_one_that_is_not(host, monkeypatch, tmp_path):
    path, context = certificate("shop.example", tmp_path)
    shop = host(sends_on("http://shop.example/"), context=context)
    monkeypatch.setattr(targets, "PORTS", {"http": 1, "https": shop.port})
    monkeypatch.setattr("gateway.fetching.reaching.is_public", lambda address: True)
    known = network(resolver=lambda name, port: ["127.0.0.1"], context=lambda: ssl.create_default_context(cafile=path))
    assert refused("https://shop.example/", network=known) == "downgrade"


# -- politeness


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_a_host_is_asked_one_request_at_a_time_with_a_pause(allowed, monkeypatch):
    monkeypatch.setattr("gateway.fetching.politeness.PAUSE", 0.3)
    monkeypatch.setattr("gateway.fetching.politeness._LOOK_AGAIN", 0.01)
    at_once, most, began = [0], [0], []

    def answer(connection, request):
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        began.append(time.monotonic())
        shop.over.wait(0.05)
        at_once[0] -= 1
        says(PAGE)(connection, request)

    shop = allowed(answer)
    visits = [threading.Thread(target=polite_visit, args=(shop.url(),)) for _ in range(3)]
    for visit in visits:
        visit.start()
    for visit in visits:
        visit.join()
    assert most == [1]
    assert all(later - earlier >= 0.3 for earlier, later in itertools.pairwise(began))


def polite_visit(url):
    try:
        fetch(url, accept=PAGES)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_who_waits_too_long_for_a_turn_is_told_so(monkeypatch):
    monkeypatch.setattr("gateway.fetching.politeness.PATIENCE", 0.05)
    monkeypatch.setattr("gateway.fetching.politeness._LOOK_AGAIN", 0.01)
    with turn("shop.example", 5), pytest.raises(FetchRefused) as found, turn("shop.example", 5):
        pass
    assert found.value.code == "busy"


def test_the_time_waited_for_a_turn_is_not_the_hosts(allowed):
    shop = allowed(says(PAGE))

    @contextmanager
    def late(host, seconds):
        threading.Event().wait(0.5)
        yield

    assert fetch(shop.url(), accept=PAGES, seconds=0.4, network=network(turn=late)).data == PAGE
