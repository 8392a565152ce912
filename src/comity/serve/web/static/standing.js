// The level of a relation in each direction, with its interval and turning points. Also drawn when the part comes later into a page.
import { named } from "./picture.js";

export function drawStanding(figure) {
  if (!figure || figure.querySelector("svg")) return;
  const [a, , nameA, nameB] = JSON.parse(figure.dataset.pair);
  const turns = JSON.parse(figure.dataset.turns).map((m) => new Date(`${m.slice(0, 7)}-01T00:00:00Z`));
  const rows = JSON.parse(figure.dataset.standing).filter((r) => r[2] !== null).map(([actor, month, value, low, high]) => ({ who: actor === a ? `${nameA} toward ${nameB}` : `${nameB} toward ${nameA}`, first: actor === a, month: new Date(`${month}-01T00:00:00Z`), value, low, high }));
  if (!rows.length) return;
  const colour = (r) => (r.first ? "var(--actor)" : "var(--recipient)");
  const chart = Plot.plot({
    width: Math.max(300, figure.clientWidth - 26), height: 260, marginLeft: 36, marginRight: 20,
    x: { type: "utc", label: null }, y: { domain: [-10, 10], grid: true, label: null },
    marks: [
      Plot.ruleY([0], { stroke: "var(--soft)" }),
      Plot.ruleX(turns, { stroke: "var(--ink)", strokeDasharray: "3 3" }),
      Plot.areaY(rows, { x: "month", y1: "low", y2: "high", z: "who", fill: colour, fillOpacity: 0.12 }),
      Plot.lineY(rows, { x: "month", y: "value", z: "who", stroke: colour, strokeWidth: 2 }),
      ...[true, false].map((first) => Plot.text(rows.filter((r) => r.first === first), Plot.selectLast({ x: "month", y: "value", text: "who", fill: colour, textAnchor: "end", dy: first ? -10 : 14, fontSize: 12, fontWeight: 600 }))),
    ],
  });
  named(chart, "Level of the relation by month; the table below has the same numbers");
  figure.prepend(chart);
}

drawStanding(document.querySelector("[data-standing]"));
