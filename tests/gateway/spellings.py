"""Ways to write an address that is not public: after WHATWG's URL tests and what getaddrinfo takes for one."""

CIRCLED = {str(digit): chr(0x2460 + digit - 1) if digit else "⓪" for digit in range(10)}
WIDE = {str(digit): chr(0xFF10 + digit) for digit in range(10)}
BOLD = {str(digit): chr(0x1D7CE + digit) for digit in range(10)}
INNER = (
    "127.0.0.1 127.1.2.3 0.0.0.0 10.0.0.1 100.64.0.1 169.254.169.254 172.16.0.1 192.168.1.1 192.0.0.192 198.18.0.1 "
    "224.0.0.1 255.255.255.255 100.100.100.200 168.63.129.16"
).split()
SIX = (
    "::1 :: ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:7f00:1 0:0:0:0:0:ffff:169.254.169.254 64:ff9b::7f00:1 "
    "64:ff9b::169.254.169.254 64:ff9b:1::7f00:1 2002:7f00:1:: 2002:a9fe:a9fe::1 2001:0:7f00:1::1 "
    "2001:0:4136:e378:8000:63bf:80ff:fffe fec0::1 fe80::1 fc00::1 fd00:ec2::254 fd20:ce::254 ff02::1 100::1 2001:db8::1 "
    "3fff::1 5f00::1 2001:10::1 2001:20::1 ::ffff:0:127.0.0.1 2a00:1450::5efe:7f00:1 2a00:1450::200:5efe:a9fe:a9fe "
    "0000:0000:0000:0000:0000:0000:0000:0001 ::FFFF:127.0.0.1 fe80::1%25lo fe80::1%lo ::1%25lo"
).split()


def spelled(address: str) -> list[str]:
    """One address of version 4 in every spelling that somebody reads as one."""
    parts = [int(part) for part in address.split(".")]
    number = int.from_bytes(bytes(parts), "big")
    a, b, c, d = parts
    return [
        address,
        f"{address}.",
        str(number),
        hex(number),
        hex(number).upper().replace("0X", "0X"),
        f"0{number:o}",
        ".".join(f"0{part:o}" for part in parts),
        ".".join(f"0000{part:o}" for part in parts),
        ".".join(hex(part) for part in parts),
        f"{a}.{b}.{(c << 8) | d}",
        f"{a}.{(b << 16) | (c << 8) | d}",
        f"0x{a:x}.{(b << 16) | (c << 8) | d}",
        f"0{a:o}.{b}.{c}.{d}",
        "".join(CIRCLED.get(char, char) for char in address),
        "".join(WIDE.get(char, char) for char in address),
        "".join(BOLD.get(char, char) for char in address),
        address.replace(".", "。"),
        address.replace(".", "．"),
        "".join(f"%{ord(char):02x}" for char in address),
        f"{a}.{b}.{c}.%3{str(d)[0]}{str(d)[1:]}",
        f"{a + 256}.{b}.{c}.{d}",
        f"{a}.{b}.{c}.{d}\u00ad",
        f"\u200b{address}",
    ]


def hosts() -> list[str]:
    """All hosts of the table."""
    plain = [spelling for address in INNER for spelling in spelled(address)]
    return plain + [f"[{address}]" for address in SIX]


def tricks(port: int) -> list[str]:
    """Addresses in which one program sees a public host and another one ours."""
    inner = f"127.0.0.1:{port}"
    return [
        f"http://public.example@{inner}/", f"http://public.example:80@{inner}/", f"http://{inner}\\@public.example/",
        f"http://{inner}\\.public.example/", f"http://public.example\\@{inner}/", f"http:/{inner}/", f"http:{inner}/",
        f"http:///{inner}/", f"http:\\\\{inner}\\", f"//{inner}/", inner, f" http://{inner}/", f"http://{inner}/ ",
        f"http://\t{inner}/", f"http://127.0.0.1\n:{port}/", f"http://127.0.0.1%00.public.example:{port}/",
        f"http://127.0.0.1%23.public.example:{port}/", f"http://public.example%2f@{inner}/", f"ht\ntp://{inner}/",
        f"http://[::ffff:127.0.0.1]public.example:{port}/", f"http://[127.0.0.1]:{port}/", f"http://[::1:{port}/",
        f"http://::1:{port}/", f"http://public.example[::1]:{port}/", f"ftp://{inner}/", f"file://{inner}/etc/passwd",
        "file:///etc/passwd", f"gopher://{inner}/_GET", f"dict://{inner}/x", f"ws://{inner}/", f"jar:http://{inner}!/",
        f"data:text/html,{inner}", f"unix://{inner}", f"http+unix://{inner}", f"HTTP://{inner}/", f"hTTp://127.1:{port}/",
        f"http://localhost:{port}/", f"http://LOCALHOST:{port}/", f"http://localhost.:{port}/", f"http://ⓛocalhost:{port}/",
        f"http://localhost.localdomain:{port}/", f"http://a.localhost:{port}/", f"http://ip6-localhost:{port}/",
        f"http://127.0.0.1.nip.example:{port}/", f"http://inner.example:{port}/", f"http://six.example:{port}/",
        f"http://mixed.example:{port}/", f"http://metadata.google.internal:{port}/", f"http://zone.example:{port}/",
        f"http://nat64.example:{port}/", f"http://{inner}:99999/", f"http://127.0.0.1:{port}@/", "http://", "", "http://.",
        f"http://..:{port}/", "http://%/", f"http://xn--:{port}/", f"http://-:{port}/", "http://" + "a." * 200 + f"a:{port}/",
        f"http://{inner}#@public.example/", f"http://{inner}?@public.example/", f"http://127.0.0.1\x00:{port}/",
    ]  # fmt: skip


NAMES = {
    "127.0.0.1.nip.example": ["127.0.0.1"],
    "a.localhost": ["127.0.0.1"],
    "localhost.localdomain": ["127.0.0.1"],
    "inner.example": ["10.0.0.1"],
    "six.example": ["::1"],
    "zone.example": ["fe80::1%lo"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "mixed.example": ["93.184.216.34", "127.0.0.1"],
    "metadata.google.internal": ["169.254.169.254"],
    "public.example": ["93.184.216.34"],
}
"""What the resolver of the tests says."""
