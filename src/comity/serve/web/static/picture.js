// A picture of Plot as one image with one name: its parts' own labels ("rect", "dot") say nothing, and groups may not have any.
export function named(chart, label) {
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", label);
  for (const part of chart.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
}
