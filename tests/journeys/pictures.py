"""Pictures drawn by code, as files that a browser uploads."""

import io

from PIL import Image, ImageDraw


def drawing(*, seed: int, side: int = 240) -> bytes:
    """A PNG of some bold shapes; another seed is another picture."""
    image = Image.new("RGB", (side, side), "white")
    pen = ImageDraw.Draw(image)
    for n in range(5):
        x, y = (37 * (n + 1) * seed) % (side - 70), (53 * (n + 2) * seed) % (side - 70)
        colour = ((80 * n + 40 * seed) % 200, (130 * n) % 180, (60 * seed) % 220)
        (pen.ellipse if (n + seed) % 2 else pen.rectangle)((x, y, x + 60, y + 60), fill=colour)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def upload(name: str, *, seed: int) -> dict[str, object]:
    """A picture as Playwright's file input takes it."""
    return {"name": name, "mimeType": "image/png", "buffer": drawing(seed=seed)}


def invoice() -> dict[str, object]:
    """A PDF of one line."""
    return {
        "name": "invoice.pdf",
        "mimeType": "application/pdf",
        "buffer": b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n",
    }
