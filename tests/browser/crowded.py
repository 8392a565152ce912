"""Which targets are too small for a finger, as WCAG 2.2 has it (SC 2.5.8)."""

SMALL = """() => {
  const least = 24;
  const seen = (e) => e.checkVisibility({ checkVisibilityCSS: true, contentVisibilityAuto: true }) && !e.closest(".hidden, dialog:not([open]), figure svg");
  const label = (e) => (e.matches("input[type=checkbox]") && e.closest("label")) || e;
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(seen).map(label);
  const boxes = all.map((e) => e.getBoundingClientRect());
  const whole = all.map((e, i) => boxes[i].width > 1 && boxes[i].height > 1);
  const little = boxes.map((b, i) => whole[i] && (b.width < least - 0.5 || b.height < least - 0.5));
  const written = (e) => { // in a line of words, whose height it cannot choose
    if (getComputedStyle(e).display !== "inline") return false;
    let line = e.parentElement;
    while (getComputedStyle(line).display === "inline") line = line.parentElement;
    return line.textContent.trim().length > e.textContent.trim().length;
  };
  const gap = (x, y, b) => Math.hypot(Math.max(b.left - x, 0, x - b.right), Math.max(b.top - y, 0, y - b.bottom));
  const told = [];
  for (const [i, e] of all.entries()) {
    if (!little[i] || written(e)) continue;
    const [x, y] = [(boxes[i].left + boxes[i].right) / 2, (boxes[i].top + boxes[i].bottom) / 2];
    const near = all.findIndex((other, j) => j !== i && whole[j] && !e.contains(other) && !other.contains(e) && (gap(x, y, boxes[j]) < least / 2
      || (little[j] && Math.hypot(x - (boxes[j].left + boxes[j].right) / 2, y - (boxes[j].top + boxes[j].bottom) / 2) < least)));
    if (near >= 0) told.push(`${e.outerHTML.slice(0, 90)} is ${Math.round(boxes[i].width)} by ${Math.round(boxes[i].height)}, beside ${all[near].outerHTML.slice(0, 60)}`);
  }
  return told;
}"""
"""Run in a page it gives a line for each target smaller than 24 pixels a side that has another one within the circle of 24 around its middle. Links in lines of
words and targets in pictures, which have tables of the same links, are excepted."""
