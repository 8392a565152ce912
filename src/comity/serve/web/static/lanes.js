// Swim lanes: what each of the first actors does, below the time line and by its days: cooperation above a lane's line, conflict below it, rings on it for all else.
import { NAMES, paint } from "./patterns.js";

const HIGH = 56;
const LABEL = 15;
const TALL = (HIGH - LABEL) / 2 - 1;

export function drawLanes(figure, x, interval, parse, width, edge) {
  const lanes = JSON.parse(figure?.dataset.lanes ?? "[]");
  if (!lanes.length) return;
  const [first, last] = x.domain();
  const height = lanes.length * HIGH + edge.bottom;
  const most = d3.max(lanes, ([, , moments]) => d3.max(moments, ([, q1, q2, q3, q4]) => Math.max(q1 + q2, q3 + q4))) || 1;
  const y = d3.scaleSqrt([0, most], [0, TALL]);
  const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]).attr("role", "group").attr("aria-label", "What each actor does over time; the table below has the same numbers");
  lanes.forEach(([name, href, moments], row) => {
    const middle = row * HIGH + LABEL + TALL + 1;
    const lane = svg.append("g").attr("class", "lane");
    lane.append("a").attr("href", href).append("text").attr("class", "label").attr("x", edge.left).attr("y", row * HIGH + 11).attr("font-size", 12).text(name);
    lane.append("line").attr("class", "middle").attr("x1", x(first)).attr("x2", x(last)).attr("y1", middle).attr("y2", middle);
    for (const [time, q1, q2, q3, q4, others] of moments) {
      const start = parse(time);
      if (start < first) continue;
      const left = x(start);
      const wide = Math.max(2, x(interval.offset(start, 1)) - left - 1);
      const told = lane.append("g");
      told.append("title").text(`${name}, ${time}: ${[[1, q1], [2, q2], [3, q3], [4, q4], [0, others]].filter(([, n]) => n).map(([quad, n]) => `${n} ${NAMES[quad]}`).join(", ")}`);
      // Roots do not add up, so each side is as long as its sum and divided by share.
      for (const [up, parts] of [[1, [[2, q2], [1, q1]]], [-1, [[4, q4], [3, q3]]]]) {
        const all = d3.sum(parts, (p) => p[1]);
        let from = 0;
        for (const [quad, n] of parts) {
          if (!n) continue;
          const long = (y(all) * n) / all;
          paint(told.append("rect"), quad, wide).attr("x", left).attr("width", wide).attr("y", up > 0 ? middle - from - long : middle + from).attr("height", long);
          from += long;
        }
      }
      if (others) told.append("circle").attr("class", "ring").attr("cx", left + wide / 2).attr("cy", middle).attr("r", 2.6);
    }
  });
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${height - edge.bottom})`).call(d3.axisBottom(x).ticks(Math.max(3, width / 95)).tickSizeOuter(0));
  figure.prepend(svg.node());
}
