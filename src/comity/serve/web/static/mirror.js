// The mirrored chart of a pair: one side above, the other below, cooperation and conflict as lines of their own.
import { named } from "./picture.js";

const TICK = 13; // pixels
const TICKS = { draw: (path, length) => { path.moveTo(0, 0); path.lineTo(0, -length); } };

const figure = document.querySelector("[data-mirror]");
if (figure) draw(JSON.parse(figure.dataset.mirror), JSON.parse(figure.dataset.pair));

// The 95 % interval of a count, after Byar's approximation to the Poisson distribution.
function interval(n) {
  const low = n ? n * (1 - 1 / (9 * n) - 1.96 / (3 * Math.sqrt(n))) ** 3 : 0;
  const m = n + 1;
  return [low, m * (1 - 1 / (9 * m) + 1.96 / (3 * Math.sqrt(m))) ** 3];
}

function draw(data, [a, b, nameA, nameB]) {
  const rows = data.map(([actor, month, cooperation, conflict, good, bad]) => ({
    actor, side: actor === a ? 1 : -1, start: new Date(`${month}-01T00:00:00Z`), month, cooperation, conflict, good, bad,
  }));
  const seen = rows.filter((r) => r.cooperation !== null);
  const missing = rows.filter((r) => r.cooperation === null);
  const most = Math.max(3, ...seen.map((r) => Math.max(r.cooperation, r.conflict))) * 1.25;
  const after = (d) => d3.utcMonth.offset(d, 1);
  const runs = (key) => seen.flatMap((r) => {
    const point = { ...r, n: r[key], z: `${r.actor} ${stretch(r, seen)}`, low: interval(r[key])[0], high: Math.min(most, interval(r[key])[1]) };
    const last = !seen.some((o) => o.actor === r.actor && +o.start === +after(r.start));
    return last ? [point, { ...point, start: after(r.start), end: true }] : [point];
  });
  const marks = [Plot.rect(missing, { x1: "start", x2: (r) => after(r.start), y1: 0, y2: (r) => r.side * most, fill: "url(#hatch)" })];
  for (const [key, deeds, colour] of [["cooperation", "good", "var(--q2)"], ["conflict", "bad", "var(--q4)"]]) {
    const line = runs(key);
    const done = line.filter((r) => r[deeds] && !r.end);
    marks.push(
      Plot.areaY(line, { x: "start", y1: (r) => r.side * r.low, y2: (r) => r.side * r.high, z: "z", fill: colour, fillOpacity: 0.13, curve: "step-after" }),
      Plot.lineY(line, { x: "start", y: (r) => r.side * r.n, z: "z", stroke: colour, strokeWidth: 2, strokeDasharray: key === "conflict" ? "5 2" : null, curve: "step-after" }),
      Plot.vector(done, { x: (r) => +r.start + 15 * 864e5, y: (r) => r.side * r.n, length: TICK, anchor: "middle", shape: TICKS, stroke: colour, strokeWidth: 2.5, className: `tick-${key}` }),
      Plot.tip(line.filter((r) => r.n && !r.end), Plot.pointer({ x: "start", y: (r) => r.side * r.n, fill: "var(--card)", title: (r) => `${r.month}: ${r.actor === a ? nameA : nameB}\n${r.n} ${key}, ${r[deeds]} in deed` })),
    );
  }
  marks.push(Plot.ruleY([0], { stroke: "var(--ink)" }));
  const chart = Plot.plot({
    width: Math.max(300, figure.clientWidth - 26), height: 340, marginLeft: 36, marginTop: 22,
    x: { type: "utc", label: null }, y: { domain: [-most, most], grid: true, label: null, tickFormat: (d) => `${Math.abs(d)}`, ticks: 7 },
    marks: [
      ...marks,
      Plot.text([`${nameA} toward ${nameB}`], { frameAnchor: "top-left", dx: 6, dy: -16, fontSize: 12, fontWeight: 600, fill: "currentColor" }),
      Plot.text([`${nameB} toward ${nameA}`], { frameAnchor: "bottom-left", dx: 6, dy: -6, fontSize: 12, fontWeight: 600, fill: "currentColor" }),
    ],
  });
  named(chart, "Acts month by month; the table below has the same numbers");
  const svg = chart.tagName === "svg" ? chart : chart.querySelector("svg");
  const hatch = d3.select(svg).append("defs").append("pattern").attr("id", "hatch").attr("width", 6).attr("height", 6).attr("patternUnits", "userSpaceOnUse").attr("patternTransform", "rotate(45)");
  hatch.append("line").attr("y2", 6).attr("stroke", "var(--none)").attr("stroke-width", 1.5);
  figure.prepend(legend(), chart);
}

// Which unbroken stretch of months with data a month lies in, so that no line is drawn across months without any.
function stretch(row, seen) {
  const own = seen.filter((r) => r.actor === row.actor);
  const at = own.indexOf(row);
  if (row.stretch === undefined) {
    const before = own[at - 1];
    row.stretch = before ? stretch(before, seen) + (+d3.utcMonth.offset(before.start, 1) === +row.start ? 0 : 1) : 0;
  }
  return row.stretch;
}

function legend() {
  const list = document.createElement("ul");
  list.className = "swatches";
  for (const [quad, name] of [[2, "cooperation"], [4, "conflict (broken line)"]]) {
    const item = document.createElement("li");
    const square = d3.create("svg").attr("viewBox", "0 0 12 12").attr("aria-hidden", "true");
    square.append("rect").attr("class", `quad${quad}`).attr("width", 12).attr("height", 12);
    item.append(square.node(), name);
    list.append(item);
  }
  return list;
}
