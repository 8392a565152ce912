// Quad classes by colour and pattern: full for deeds of cooperation, dots for words of it, stripes for words of conflict, crosses for its deeds;
// what is not asserted as done is hollow.
export const NAMES = { 1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict", 0: "not asserted as done" };
const SIDE = 6; // pixels after which a pattern begins anew
const LEAST = 4; // pixels of width from which a pattern can be seen

// Fill the shape of a class; the page needs one picture that `define` was called for.
export function paint(shape, quad, wide) {
  shape.attr("data-quad", quad);
  if (quad && wide >= LEAST) return shape.attr("fill", `url(#quad-${quad})`);
  return shape.attr("class", quad ? `quad${quad}` : "hollow");
}

export function define(svg) {
  const defs = svg.append("defs");
  for (const quad of [1, 2, 3, 4]) {
    const pattern = defs.append("pattern").attr("id", `quad-${quad}`).attr("width", SIDE).attr("height", SIDE).attr("patternUnits", "userSpaceOnUse");
    pattern.append("rect").attr("class", `quad${quad}`).attr("width", SIDE).attr("height", SIDE);
    if (quad === 1) for (const at of [1.5, 4.5]) pattern.append("circle").attr("class", "quad2").attr("cx", at).attr("cy", at).attr("r", 1);
    if (quad === 3) pattern.append("path").attr("class", "stripe").attr("d", "M-1,1L1,-1M0,6L6,0M5,7L7,5");
    if (quad === 4) pattern.append("path").attr("class", "cross").attr("d", "M0,0L6,6M0,6L6,0");
  }
}

// The classes in words, each beside a square that is filled as in the picture.
export function legend(quads) {
  const list = document.createElement("ul");
  list.className = "swatches";
  for (const quad of quads) {
    const item = document.createElement("li");
    const square = d3.create("svg").attr("viewBox", "0 0 12 12").attr("aria-hidden", "true");
    paint(square.append("rect").attr("width", 12).attr("height", 12), quad, 12);
    item.append(square.node(), NAMES[quad]);
    list.append(item);
  }
  return list;
}
