// The first page: the reading of the sample comes when it is ready; the button tells that coding is under way.
import { waiting, wire } from "./reader.js";

const news = document.getElementById("start-changes");
if (news) sinceLastVisit(news);

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

// A visit is a session of the browser: until it ends, what is new stays new. Nothing is kept but the version that was seen.
async function sinceLastVisit(part) {
  const key = `seen ${part.dataset.record}`;
  const now = Number(part.dataset.version);
  const first = sessionStorage.getItem(key) ?? localStorage.getItem(key);
  localStorage.setItem(key, now);
  sessionStorage.setItem(key, first ?? now);
  if (first === null || Number(first) > now) return;
  const answer = await fetch(`/changes?since=v${first}`, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  part.querySelector("h2").textContent = "Since your last visit";
  const told = page.getElementById("changes-part");
  if (Number(first) === now) told.textContent = "Nothing new has come to the record.";
  part.querySelector("p").replaceWith(told);
}
