"""Take the pictures of docs/screens: every screen of `comity serve` on the bundled sample, light, dark and on a phone.

usage: python tools/screens.py   (needs playwright, pillow and Debian's chromium)
"""

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs/screens"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WAYS = {
    "light": {"viewport": {"width": 1200, "height": 820}},
    "dark": {"viewport": {"width": 1200, "height": 820}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 780}},
}
COLOURS = 200


def screens(address: str) -> dict[str, str]:
    """The name of each screen and where it is."""
    found = json.load(urlopen(f"{address}/search.json?q=Lavrov"))["data"]["hits"][0]["document_id"]
    events = json.load(urlopen(f"{address}/explore.json?level=event&limit=500"))["data"]["items"]
    event = max(events, key=lambda e: (len(e["claims"]), e["place"] is not None, e["id"]))["id"]
    return {
        "start": "/", "reader": f"/documents/{found}", "why": f"/documents/{found}/why/1", "event": f"/events/{event}", "explore": "/explore",
        "search": "/search?q=Iran+act:SANCTION", "pair": "/dyads/CHN/RUS", "actor": "/actors/IRN", "network": "/network", "quality": "/quality",
        "codebook": "/codebook", "articles": "/documents",
    }  # fmt: skip


def shoot(browser: Browser, address: str, name: str, path: str, way: str) -> None:
    """One picture, with as few colours as its look allows."""
    context = browser.new_context(**WAYS[way])
    page = context.new_page()
    page.goto(address + path, wait_until="networkidle", timeout=300_000)
    page.wait_for_timeout(500)
    if name == "reader":
        page.hover(".card >> nth=0")
    picture = (
        Image.open(io.BytesIO(page.screenshot()))
        .convert("RGB")
        .quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    )
    picture.save(OUT / f"{name}-{way}.png", optimize=True)
    context.close()


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    code = "from comity.serve.cli import main; main()"
    server = subprocess.Popen([sys.executable, "-c", code, "serve", "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    address = next(m[0] for line in server.stderr if (m := re.search(r"http://\S+?(?=/ )", line)))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            found = screens(address)
            for name, path in found.items():
                for way in WAYS:
                    shoot(browser, address, name, path, way)
            browser.close()
        rows = "\n".join(f"| {name} | " + " | ".join(f"![{name}, {way}]({name}-{way}.png)" for way in WAYS) + " |" for name in found)
        head = "# The screens of `comity serve`\n\nTaken by `tools/screens.py` on the bundled sample articles.\n\n| screen | light | dark | phone |\n|---|---|---|---|\n"
        (OUT / "README.md").write_text(head + rows + "\n", encoding="utf-8")
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
