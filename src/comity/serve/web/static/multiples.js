// The network on several dates as small matrices of the same parties in the same order. Also drawn when the part comes later into a page.
const CELL = 11;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function drawMultiples(figure) {
  if (!figure || figure.querySelector("svg")) return;
  const { parties, panels } = JSON.parse(figure.dataset.multiples);
  const row = document.createElement("div");
  row.className = "multiples";
  for (const [date, ties] of panels) {
    const place = document.createElement("div");
    const title = document.createElement("p");
    title.textContent = told(date);
    place.append(title, ties ? matrix(parties, ties, told(date)) : silent());
    row.append(place);
  }
  figure.prepend(row);
}

function told(date) {
  const [year, month, day] = date.split("-").map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

function silent() {
  const none = document.createElement("p");
  none.className = "soft";
  none.textContent = "no data";
  return none;
}

function matrix(parties, ties, name) {
  const edge = 32;
  const size = edge + parties.length * CELL + 1;
  const svg = d3.create("svg").attr("viewBox", [0, 0, size, size]).attr("role", "img").attr("aria-label", `Network on ${name}; the table below says the same`);
  parties.forEach(([code], i) => {
    const middle = edge + (i + 0.5) * CELL;
    const short = code.slice(0, 5);
    svg.append("rect").attr("class", "self").attr("x", edge + i * CELL).attr("y", edge + i * CELL).attr("width", CELL).attr("height", CELL);
    svg.append("text").attr("class", "label").attr("x", edge - 3).attr("y", middle).attr("dy", ".35em").attr("text-anchor", "end").attr("font-size", 8.5).text(short);
    svg.append("text").attr("class", "label").attr("transform", `translate(${middle},${edge - 3}) rotate(-90)`).attr("dy", ".35em").attr("font-size", 8.5).text(short);
  });
  svg.append("rect").attr("class", "frame").attr("x", edge).attr("y", edge).attr("width", parties.length * CELL).attr("height", parties.length * CELL);
  for (const [one, two, sign, good, bad] of ties) {
    for (const [down, across] of [[one, two], [two, one]]) {
      const [x, y] = [edge + (across + 0.5) * CELL, edge + (down + 0.5) * CELL];
      const mark = sign > 0 ? svg.append("rect").attr("class", "quad2").attr("x", x - 4).attr("y", y - 4).attr("width", 8).attr("height", 8)
        : sign < 0 ? svg.append("path").attr("class", "quad4").attr("d", `M${x},${y - 5.5}L${x + 5.5},${y}L${x},${y + 5.5}L${x - 5.5},${y}Z`)
          : svg.append("circle").attr("class", "quad0").attr("cx", x).attr("cy", y).attr("r", 2.5);
      mark.append("title").text(`${parties[one][1]} and ${parties[two][1]}: ${good} cooperation, ${bad} conflict`);
    }
  }
  return svg.node();
}

drawMultiples(document.querySelector("[data-multiples]"));
