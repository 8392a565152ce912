// Maps: countries filled where no more is known, dots where a place is; each leads to its claims.
const figures = document.querySelectorAll("[data-map]");

for (const figure of figures) {
  const countries = JSON.parse(figure.dataset.countries);
  const spots = JSON.parse(figure.dataset.spots);
  if (!countries.length && !spots.length) continue;
  const world = await (await fetch(figure.dataset.world)).json();
  draw(figure, topojson.feature(world, world.objects.countries), countries, spots);
}

function draw(figure, shapes, countries, spots) {
  const width = 760;
  const height = 380;
  const counts = new Map(countries);
  const drawn = new Set(shapes.features.map((f) => f.properties.a3));
  const most = d3.max(countries, (c) => c[1]) ?? 1;
  const largest = d3.max(spots, (s) => s[2]) ?? 1;
  const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]).attr("role", "group").attr("aria-label", "Map");
  const projection = d3.geoEqualEarth().fitExtent([[4, 4], [width - 4, height - 4]], focus(shapes, countries, spots));
  projection.clipExtent([[0, 0], [width, height]]);
  const path = d3.geoPath(projection);
  const all = svg.append("g");
  for (const shape of shapes.features) {
    const n = counts.get(shape.properties.a3);
    const outline = path(shape);
    if (!outline) continue;
    const where = n ? link(all, place(shape.properties.a3), `${shape.properties.name}: ${n} known to the country`) : all;
    const drawing = where.append("path").attr("d", outline).attr("class", n ? "filled" : "land");
    if (n) drawing.attr("fill-opacity", 0.3 + 0.7 * Math.sqrt(n / most));
  }
  for (const [lon, lat, n, name, precision] of spots.toReversed()) {
    const at = projection([lon, lat]);
    if (!at || at[0] < 0 || at[0] > width || at[1] < 0 || at[1] > height) continue;
    link(all, place(name), `${name}: ${n}, ${precision}`).append("circle").attr("class", "spot").attr("cx", at[0]).attr("cy", at[1]).attr("r", 3 + 9 * Math.sqrt(n / largest));
  }
  const zoom = d3.zoom().scaleExtent([1, 12]).translateExtent([[0, 0], [width, height]]).filter((e) => e.type !== "wheel" || e.ctrlKey)
    .on("zoom", ({ transform }) => {
      all.attr("transform", transform);
      all.selectAll(".spot").attr("r", function () { return (this.dataset.r ??= this.getAttribute("r")) / Math.sqrt(transform.k); });
    });
  svg.call(zoom);
  figure.prepend(svg.node());
  const missing = countries.filter((c) => !drawn.has(c[0]));
  if (missing.length) {
    const note = document.createElement("p");
    note.className = "soft";
    note.textContent = `Too small for this map: ${missing.map(([code, n]) => `${code} ${n}`).join(", ")}.`;
    figure.append(note);
  }
}

// The part of the world to show: where the claims are, but never less than a continent.
function focus(shapes, countries, spots) {
  const wanted = shapes.features.filter((f) => countries.some((c) => c[0] === f.properties.a3)).map((f) => d3.geoCentroid(f));
  const points = [...wanted, ...spots.map((s) => [s[0], s[1]])];
  const [west, east] = d3.extent(points, (p) => p[0]);
  const [south, north] = d3.extent(points, (p) => p[1]);
  if (east - west > 150) return { type: "Sphere" };
  const wide = Math.max(60, east - west + 24) / 2;
  const high = Math.max(34, north - south + 16) / 2;
  const [x, y] = [(west + east) / 2, Math.max(-50, Math.min(60, (south + north) / 2))];
  return { type: "MultiPoint", coordinates: [[x - wide, y - high], [x + wide, y + high], [x - wide, y + high], [x + wide, y - high]] };
}

function link(parent, href, label) {
  const a = parent.append("a").attr("href", href).attr("aria-label", label);
  a.append("title").text(label);
  return a;
}

function place(value) {
  const url = new URL("/explore", location.origin);
  if (location.pathname === "/explore") url.search = location.search;
  url.searchParams.delete("cursor");
  url.searchParams.set("place", value);
  return url.pathname + url.search;
}
