// The network: a signed matrix that can be ordered, and a drawing of the strongest ties of at most forty parties.
const figure = document.getElementById("matrix");
const DRAWN = 40;
const EACH = 4; // ties drawn of each party
const ROOM = 200; // parties in a matrix that has the whole width
const NARROW = 480; // pixels below which fewer fit
const FEW = 25;
if (figure) {
  const { names, blocs, ties } = JSON.parse(figure.dataset.network);
  const weights = new Map();
  for (const [one, two, , , , , weight] of ties) for (const p of [one, two]) weights.set(p, (weights.get(p) ?? 0) + weight);
  const order = document.getElementById("net-order");
  const heaviest = [...weights.keys()].sort((a, b) => weights.get(b) - weights.get(a));
  const narrow = figure.clientWidth < NARROW;
  const fitting = heaviest.slice(0, narrow ? FEW : ROOM);
  if (fitting.length < heaviest.length) {
    const cut = document.getElementById("net-cut");
    cut.hidden = false;
    cut.textContent = ` The ${fitting.length} of ${heaviest.length} parties with most.`;
  }
  const show = () => matrix(sorted([...fitting], order.value, weights, blocs, names), names, ties);
  order.addEventListener("change", show);
  show();
  drawing(heaviest.slice(0, narrow ? FEW : DRAWN), names, blocs, ties, narrow);
}

function sorted(parties, by, weights, blocs, names) {
  const weight = (a, b) => weights.get(b) - weights.get(a);
  if (by === "name") return parties.sort((a, b) => names[a].localeCompare(names[b]));
  if (by === "weight") return parties.sort(weight);
  return parties.sort((a, b) => (blocs[a] ?? 99) - (blocs[b] ?? 99) || weight(a, b));
}

function colour(balance) {
  const [quiet, loud] = balance >= 0 ? ["quad1", "quad2"] : ["quad3", "quad4"];
  return Math.abs(balance) > 0.5 ? loud : quiet;
}

function matrix(shown, names, ties) {
  const cell = Math.max(6, Math.min(22, 620 / shown.length));
  const label = (p) => (shown.length > 60 ? p.replace(/^.*:/, "").slice(0, 4) : names[p].length > 17 ? `${names[p].slice(0, 16)}…` : names[p]);
  const font = Math.min(12, Math.max(5, cell * 0.7));
  const edge = 10 + font * 0.58 * d3.max(shown, (p) => label(p).length);
  const size = edge + cell * shown.length + 4;
  const at = new Map(shown.map((p, i) => [p, edge + i * cell]));
  const most = d3.max(ties, (t) => t[6]);
  const svg = d3.create("svg").attr("viewBox", [0, 0, size, size]).attr("width", size).attr("class", "own").attr("role", "group").attr("aria-label", "Matrix of ties; the list below has the same numbers");
  for (const p of shown) {
    const middle = at.get(p) + cell / 2;
    svg.append("text").attr("class", "label").attr("x", edge - 5).attr("y", middle).attr("dy", ".35em").attr("text-anchor", "end").attr("font-size", font).text(label(p));
    svg.append("text").attr("class", "label").attr("transform", `translate(${middle},${edge - 5}) rotate(-90)`).attr("dy", ".35em").attr("font-size", font).text(label(p));
    svg.append("rect").attr("class", "self").attr("x", at.get(p)).attr("y", at.get(p)).attr("width", cell).attr("height", cell);
  }
  for (const [one, two, good, bad, balance, sign, weight] of ties) {
    if (!at.has(one) || !at.has(two)) continue;
    const side = cell * (0.35 + 0.6 * Math.sqrt(weight / most));
    for (const [row, column] of [[one, two], [two, one]]) {
      const link = svg.append("a").attr("href", `/dyads/${encodeURIComponent(one)}/${encodeURIComponent(two)}`).attr("tabindex", -1);
      link.append("title").text(`${names[one]} and ${names[two]}: ${good} cooperation, ${bad} conflict`);
      const [x, y] = [at.get(column) + cell / 2, at.get(row) + cell / 2];
      link.append("rect").attr("class", colour(balance)).attr("x", x - side / 2).attr("y", y - side / 2).attr("width", side).attr("height", side);
      if (cell > 11 && sign) link.append("text").attr("class", "sign").attr("x", x).attr("y", y).attr("dy", ".35em").attr("text-anchor", "middle").attr("font-size", cell * 0.6).text(sign > 0 ? "+" : "−");
    }
  }
  figure.querySelector("svg")?.remove();
  figure.prepend(svg.node());
}

function drawing(parties, names, blocs, ties, narrow) {
  const [width, height] = narrow ? [340, 380] : [640, 200 + 9 * parties.length];
  const wanted = new Set(parties);
  const nodes = parties.map((id) => ({ id }));
  const links = strongest(ties.filter((t) => wanted.has(t[0]) && wanted.has(t[1]) && t[5])).map(([source, target, , , , sign, weight]) => ({ source, target, sign, weight }));
  if (links.length < 2) return;
  const most = d3.max(links, (l) => l.weight);
  const random = d3.randomLcg(0.5);
  const placing = d3.forceSimulation(nodes).randomSource(random).stop()
    .force("link", d3.forceLink(links).id((n) => n.id).distance((l) => (l.sign > 0 ? 70 : 190)).strength(0.4))
    .force("charge", d3.forceManyBody().strength(-260)).force("x", d3.forceX(width / 2).strength(0.07)).force("y", d3.forceY(height / 2).strength(0.09)).force("apart", d3.forceCollide(20));
  placing.tick(250);
  const across = d3.scaleLinear(d3.extent(nodes, (n) => n.x), [48, width - 48]);
  const down = d3.scaleLinear(d3.extent(nodes, (n) => n.y), [24, height - 16]);
  for (const n of nodes) [n.x, n.y] = [across(n.x), down(n.y)];
  const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]).attr("role", "group").attr("aria-label", "Drawing of the strongest ties; the list below has them all");
  for (const l of links) svg.append("line").attr("class", l.sign > 0 ? "friend" : "foe").attr("x1", l.source.x).attr("y1", l.source.y).attr("x2", l.target.x).attr("y2", l.target.y).attr("stroke-width", 1 + 4 * Math.sqrt(l.weight / most)).append("title").text(`${names[l.source.id]} and ${names[l.target.id]}`);
  for (const n of nodes) {
    const link = svg.append("a").attr("href", `/actors/${encodeURIComponent(n.id)}`).attr("tabindex", -1).attr("aria-label", names[n.id]);
    link.append("circle").attr("class", `node bloc${blocs[n.id] ?? "none"}`).attr("cx", n.x).attr("cy", n.y).attr("r", 6);
  }
  for (const n of nodes) {
    const link = svg.append("a").attr("href", `/actors/${encodeURIComponent(n.id)}`).attr("tabindex", -1);
    link.append("text").attr("class", "label").attr("x", n.x).attr("y", n.y - 9).attr("text-anchor", "middle").attr("font-size", 11).text(names[n.id].length > 17 ? `${names[n.id].slice(0, 16)}…` : names[n.id]);
  }
  const place = document.getElementById("nodes");
  place.prepend(svg.node());
  document.getElementById("drawing").hidden = false;
}

// The ties that are among the strongest of one of their two parties.
function strongest(ties) {
  const kept = new Map();
  return [...ties].sort((a, b) => b[6] - a[6]).filter(([one, two]) => {
    const counts = [one, two].map((p) => (kept.get(p) ?? 0) + 1);
    [one, two].forEach((p, i) => kept.set(p, counts[i]));
    return Math.min(...counts) <= EACH;
  });
}
