"""How soon a real browser paints the pages of a record, and whether drawing holds it up.

usage: python bench/paint.py RECORD [--each N]
Opens each kind of page N times in headless Chromium, at addresses nobody asked before and with an empty browser cache, and prints a line of
JSON a kind: first contentful paint (median and worst, milliseconds), bytes sent (worst), and the longest task while the pointer is dragged
over the time line and the map is moved or the mirrored chart is gone over (frames longer than 100 ms would be tasks longer than that).
"""

import argparse
import json
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from load import pages, started

TASKS = "window.held = []; new PerformanceObserver((l) => l.getEntries().forEach((e) => window.held.push(e.duration))).observe({type: 'longtask', buffered: false})"
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
SENT = "performance.getEntries().reduce((n, e) => n + (e.transferSize || 0), 0)"
TOUCHED = {"explore": ("[data-timeline] svg", "[data-map] svg"), "pair": ("[data-mirror] svg",)}


def drag(page: Page, selector: str) -> None:
    """Press at one end of a picture and move to the other in fifty steps."""
    box = page.locator(selector).first.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, middle, steps=50)
    page.mouse.up()
    page.wait_for_timeout(300)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("--each", type=int, default=8)
    given = parser.parse_args()
    with started(given.record) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--headless", "--no-sandbox", "--disable-gpu"])
        for kind, paths in pages(address).items():
            if ":" in kind:
                continue  # a part of a page, which comes after it
            painted, sent, held = [], [], []
            for path in paths[: given.each]:
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.goto(address + path, wait_until="networkidle")
                painted.append(page.evaluate(PAINTED))
                sent.append(page.evaluate(SENT))
                page.evaluate(TASKS)
                for selector in TOUCHED.get(kind, ()):
                    if page.locator(selector).count():  # a question that nothing answers has no picture
                        drag(page, selector)
                held += page.evaluate("window.held")
                page.close()
            shown = {
                "page": kind,
                "n": len(painted),
                "paint": round(statistics.median(painted)),
                "worst": round(max(painted)),
                "bytes": max(sent),
            }
            sys.stdout.write(json.dumps(shown | ({"longest task": round(max(held, default=0))} if kind in TOUCHED else {})) + "\n")
            sys.stdout.flush()
        browser.close()


if __name__ == "__main__":
    main()
