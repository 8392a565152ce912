// What lasts between the two as bars below the months, on the same scale of time; they come when their part of the page is there.
import { named } from "./picture.js";

export function drawTies(ties) {
  const figure = document.querySelector("[data-mirror]");
  if (!figure || !ties.length) return;
  const months = JSON.parse(figure.dataset.mirror).map((m) => m[1]);
  const span = [new Date(`${d3.min(months)}-01T00:00:00Z`), d3.utcMonth.offset(new Date(`${d3.max(months)}-01T00:00:00Z`), 1)];
  const day = (text, open) => (text ? new Date(`${text.length > 7 ? text : text.padEnd(10, "-01")}T00:00:00Z`) : open);
  const within = (date) => new Date(Math.min(span[1], Math.max(span[0], date)));
  const bars = ties.map(([kind, sides, start, end, state]) => ({ name: `${kind}: ${sides}`, from: within(day(start, span[0])), to: within(day(end, span[1])), state }))
    .filter((b) => +b.to > +b.from || (+b.from > +span[0] && +b.from < +span[1]));
  if (!bars.length) return;
  const names = [...new Set(bars.map((b) => b.name))];
  const first = names.map((name) => bars.filter((b) => b.name === name).reduce((one, two) => (+two.from < +one.from ? two : one)));
  const least = (span[1] - span[0]) / 200;
  const chart = Plot.plot({
    width: Math.max(300, figure.clientWidth - 26), height: 20 * names.length + 24, marginLeft: 36, marginTop: 4,
    x: { type: "utc", label: null, domain: span }, y: { type: "band", domain: names, axis: null, padding: 0.25 },
    marks: [
      Plot.barX(bars, { y: "name", x1: "from", x2: (b) => Math.max(+b.to, +b.from + least), fill: "var(--other)", fillOpacity: (b) => (b.state === "lapsed" ? 0.25 : 0.5) }),
      Plot.text(first, { y: "name", x: "from", text: "name", textAnchor: "start", dx: 4, fontSize: 11, fill: "currentColor" }),
    ],
  });
  named(chart, "What lasts between the two, on the scale of the months; the list below has the same");
  chart.classList.add("tiestrip");
  figure.querySelector(".tiestrip")?.remove();
  figure.querySelector("figcaption").before(chart);
}
