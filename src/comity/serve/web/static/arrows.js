// Who acts, the act, toward whom: arrows over the words of the one claim in focus.
const SPACE = "http://www.w3.org/2000/svg";
const LIFT = 11; // how far an arrow rises above its words, in pixels

export function point(marks, wanted, mutual) {
  for (const old of document.querySelectorAll(".arrows")) old.remove();
  const act = spans(marks, wanted, "event")[0];
  if (!act) return;
  const prose = act[0].parentElement;
  const here = (span) => span[0].parentElement === prose;
  const from = spans(marks, wanted, "actor").filter(here);
  const to = spans(marks, wanted, "recipient").filter(here);
  if (!from.length && !to.length) return;
  const frame = prose.getBoundingClientRect();
  const svg = element("svg", { class: "arrows", "aria-hidden": "true", width: frame.width, height: frame.height });
  prose.append(svg);
  const middle = box(act, frame);
  const rtl = getComputedStyle(prose).direction === "rtl";
  for (const span of from) arc(svg, box(span, frame), edge(middle, box(span, frame), rtl), "actor", mutual);
  for (const span of to) arc(svg, edge(middle, box(span, frame), rtl), box(span, frame), "recipient", false);
}

// The runs of pieces that carry one role of a claim: a participant's words may be cut where another claim's end.
function spans(marks, wanted, role) {
  const found = [];
  for (const mark of marks) {
    const roles = mark.dataset.roles.trim().split(" ");
    if (!mark.dataset.claims.trim().split(" ").some((n, i) => n === wanted && roles[i] === role)) continue;
    const last = found.at(-1);
    if (last && last.at(-1).nextSibling === mark) last.push(mark);
    else found.push([mark]);
  }
  return found;
}

// Where the first line of a span lies in its paragraph.
function box(span, frame) {
  const first = span[0].getClientRects()[0];
  const line = span.flatMap((piece) => [...piece.getClientRects()]).filter((r) => Math.abs(r.top - first.top) < first.height / 2);
  const left = Math.min(...line.map((r) => r.left)) - frame.left;
  const right = Math.max(...line.map((r) => r.right)) - frame.left;
  return { left, right, x: (left + right) / 2, y: first.top - frame.top };
}

// The half of the act's words that looks to the other end, so that what comes in and what goes out do not meet.
function edge(act, other, rtl) {
  const before = Math.abs(other.y - act.y) < LIFT ? other.x < act.x : (other.y < act.y) !== rtl;
  return { ...act, x: act.x + (before ? -1 : 1) * (act.right - act.left) / 4 };
}

function arc(svg, from, to, role, mutual) {
  const same = Math.abs(from.y - to.y) < LIFT;
  const lift = same ? LIFT + Math.min(4, Math.abs(to.x - from.x) / 60) : LIFT * 1.6;
  const path = `M${from.x} ${from.y} C${from.x} ${from.y - lift} ${to.x} ${to.y - lift} ${to.x} ${to.y}`;
  svg.append(element("path", { class: `arrow ${role}`, d: path }), head(to, role));
  if (mutual) svg.append(head(from, role));
}

function head({ x, y }, role) {
  return element("path", { class: `head ${role}`, d: `M${x} ${y + 1} l-4 -7 h8 z` });
}

function element(name, attributes) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
