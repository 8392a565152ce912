// The time line: done acts by quad class, all others hollow; dragging over it asks for that time. Below it a lane for each of the first actors.
import { NAMES, define, legend, paint } from "./patterns.js";
import { drawLanes } from "./lanes.js";

const figure = document.querySelector("[data-timeline]");
const rows = JSON.parse(figure?.dataset.moments ?? "[]").filter(([time]) => time >= figure.dataset.from);
if (rows.length) draw();

function draw() {
  const width = Math.max(300, figure.clientWidth - 26);
  const height = 190;
  const edge = { top: 8, right: 16, bottom: 22, left: 34 };
  const days = rows[0][0].length === 10;
  const parse = d3.utcParse(days ? "%Y-%m-%d" : "%Y-%m");
  const interval = days ? d3.utcDay : d3.utcMonth;
  const moments = rows.map(([time, q1, q2, q3, q4, others]) => ({ time, start: parse(time), end: interval.offset(parse(time), 1), parts: [[2, q2], [1, q1], [3, q3], [4, q4], [0, others]] }));
  const x = d3.scaleUtc([moments[0].start, moments.at(-1).end], [edge.left, width - edge.right]);
  const total = (m) => d3.sum(m.parts, (p) => p[1]);
  const y = d3.scaleLinear([0, d3.max(moments, total)], [height - edge.bottom, edge.top]).nice(4);
  const svg = d3.create("svg").attr("class", "picture").attr("viewBox", [0, 0, width, height]).attr("role", "img").attr("aria-label", "Claims over time; the table below has the same numbers");
  define(svg);
  svg.append("g").attr("class", "axis").attr("transform", `translate(${edge.left},0)`).call(d3.axisLeft(y).ticks(4, "d").tickSize(-(width - edge.left - edge.right))).call((g) => g.select(".domain").remove());
  for (const m of moments) {
    let sum = 0;
    const left = x(m.start);
    const wide = Math.max(1.5, x(m.end) - left - (x(m.end) - left > 4 ? 1 : 0));
    for (const [quad, n] of m.parts) {
      if (!n) continue;
      paint(svg.append("rect"), quad, wide).attr("x", left).attr("width", wide).attr("y", y(sum + n)).attr("height", y(sum) - y(sum + n)).append("title").text(`${m.time}: ${n} ${NAMES[quad]}`);
      sum += n;
    }
  }
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${height - edge.bottom})`).call(d3.axisBottom(x).ticks(Math.max(3, width / 95)).tickSizeOuter(0));
  const format = d3.utcFormat(days ? "%Y-%m-%d" : "%Y-%m");
  const brush = d3.brushX().extent([[edge.left, edge.top], [width - edge.right, height - edge.bottom]]).on("end", ({ selection, sourceEvent }) => {
    if (!selection || !sourceEvent) return;
    const [from, to] = selection.map(x.invert);
    const inside = moments.filter((m) => m.end > from && m.start < to);
    if (!inside.length) return;
    const url = new URL(location.href);
    url.searchParams.delete("cursor");
    url.searchParams.set(figure.dataset.clock === "reported" ? "reported" : "date", `${format(inside[0].start)}..${format(inside.at(-1).start)}`);
    location.href = url;
  });
  svg.append("g").attr("class", "brush").call(brush);
  figure.prepend(legend([1, 2, 3, 4, 0]), svg.node());
  drawLanes(document.querySelector("[data-lanes]"), x, interval, parse, width, edge);
}
