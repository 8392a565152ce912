// Parts of a page that take longer come when they are ready; without JavaScript their link leads to them.
import { wireJudging } from "./judging.js";
import { drawTies } from "./lasting.js";
import { drawMultiples } from "./multiples.js";
import { waiting } from "./reader.js";
import { drawStanding } from "./standing.js";

for (const part of document.querySelectorAll("details[data-take]")) part.addEventListener("toggle", () => fill(part), { once: true });
await Promise.all([...document.querySelectorAll("section[data-take]")].map(fill));

async function fill(place) {
  const box = waiting();
  place.append(box);
  const answer = await fetch(place.dataset.from, { headers: { accept: "text/html" } });
  if (answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.querySelector("p").remove();
    box.replaceWith(page.getElementById(place.dataset.take));
    drawStanding(place.querySelector("[data-standing]"));
    wireJudging(place.querySelector("[data-judging]"));
    drawMultiples(place.querySelector("[data-multiples]"));
    const lasting = place.querySelector("[data-ties]");
    if (lasting) drawTies(JSON.parse(lasting.dataset.ties));
  } else box.remove();
}
