// The first page: the reading of the sample comes when it is ready; the button tells that coding is under way.
import { waiting, wire } from "./reader.js";

const place = document.getElementById("sample-reading");
const box = waiting();
place.append(box);
const answer = await fetch(place.dataset.from, { headers: { accept: "text/html" } });
if (answer.ok) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const read = page.getElementById("reader");
  place.querySelector("p").remove();
  box.replaceWith(read);
  wire(place);
} else box.remove();

document.querySelector(".paste").addEventListener("submit", (event) => {
  const button = event.target.querySelector("button.primary");
  button.textContent = "Coding …";
  button.setAttribute("aria-busy", "true");
});
