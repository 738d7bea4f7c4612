"""The child that draws a stranger's PDF: run by `paper.py` as a script, never imported. `count`, or `drawn NUMBER SIDE`."""

import io
import resource
import sys

import pypdfium2

SECONDS, MEMORY = 8, 512 * 1024 * 1024
JPEG_QUALITY = 88
REFUSED = 3


def main(task: str, *numbers: str) -> int:
    """Its whole life. The limits come before the first byte is looked at."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        answer = str(len(document)).encode() if task == "count" else drawn(document, *map(int, numbers))
    except MemoryError:
        sys.stderr.write("too_costly")
        return REFUSED
    except Exception as fault:  # whatever it trips over, the bytes are a stranger's
        sys.stderr.write("locked" if "password" in str(fault).lower() else "broken")
        return REFUSED
    sys.stdout.buffer.write(answer)
    return 0


def drawn(document: pypdfium2.PdfDocument, number: int, side: int) -> bytes:
    """One page; one of any size, even one that claims to be a wall, comes to at most `side` pixels."""
    page = document[number - 1]
    bitmap = page.render(scale=side / max(*page.get_size(), 1), fill_color=(255, 255, 255, 255))
    out = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
