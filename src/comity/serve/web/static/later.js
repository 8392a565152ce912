// Parts of a page that take longer come when they are ready; without JavaScript their link leads to them.
import { waiting } from "./reader.js";

for (const place of document.querySelectorAll("[data-take]")) {
  const box = waiting();
  place.append(box);
  const answer = await fetch(place.dataset.from, { headers: { accept: "text/html" } });
  if (answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.querySelector("p").remove();
    box.replaceWith(page.getElementById(place.dataset.take));
  } else box.remove();
}
