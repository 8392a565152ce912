// The reader: text and cards light up together, arrows show who acts on whom, why opens in a drawer, quotes are copied with their source.
import { point } from "./arrows.js";

export function wire(root) {
  const cards = [...root.querySelectorAll(".card")];
  const marks = [...root.querySelectorAll(".m")];
  const facts = new Set(cards.filter((c) => !c.classList.contains("notfact")).map((c) => c.dataset.claim));
  for (const mark of marks) if (numbers(mark).some((n) => facts.has(n))) mark.classList.add("has-fact");
  const light = (wanted) => {
    for (const mark of marks) mark.classList.toggle("on", numbers(mark).some((n) => wanted.includes(n)));
    for (const card of cards) card.classList.toggle("on", wanted.includes(card.dataset.claim));
    point(marks, wanted[0], cards.some((c) => c.dataset.claim === wanted[0] && "mutual" in c.dataset));
  };
  const focused = () => cards.filter((c) => c.contains(document.activeElement)).map((c) => c.dataset.claim);
  for (const card of cards) {
    for (const name of ["mouseenter", "focusin"]) card.addEventListener(name, () => light([card.dataset.claim]));
    card.addEventListener("mouseleave", () => light(focused()));
    card.addEventListener("focusout", () => light([]));
  }
  for (const mark of marks) {
    mark.addEventListener("mouseenter", () => light(numbers(mark)));
    mark.addEventListener("mouseleave", () => light(focused()));
    mark.addEventListener("click", () => {
      const card = cards.find((c) => c.dataset.claim === numbers(mark)[0]);
      card?.focus();
      card?.scrollIntoView({ block: "nearest" });
    });
  }
  for (const place of root.querySelectorAll(".copy")) copies(place);
  for (const link of root.querySelectorAll("a.why")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(link);
    });
  }
}

function numbers(mark) {
  return mark.dataset.claims.trim().split(" ");
}

function copies(place) {
  const ways = { quote: async () => `“${place.dataset.copy}” (${place.dataset.cite})` };
  if (location.pathname.startsWith("/documents/")) {
    const ask = async () => (await (await fetch(`${location.pathname}.json${location.search}`)).json()).data;
    ways.JSON = async () => JSON.stringify((await ask()).claims.find((c) => c.id === place.dataset.id), null, 1);
    ways.annotation = async () => JSON.stringify((await ask()).annotations.find((a) => a.id.endsWith(`#${place.dataset.id}`)), null, 1);
  }
  for (const [name, text] of Object.entries(ways)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.setAttribute("aria-label", `copy ${name}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(await text());
      button.textContent = "copied";
      setTimeout(() => { button.textContent = name; }, 1500);
    });
    place.append(button);
  }
}

async function open(link) {
  const drawer = document.getElementById("why");
  drawer.hidden = false;
  drawer.tabIndex = -1;
  drawer.replaceChildren(waiting());
  drawer.focus();
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = "Close";
  close.addEventListener("click", () => shut(drawer, link));
  drawer.onkeydown = (event) => { if (event.key === "Escape") shut(drawer, link); };
  drawer.prepend(close);
  const answer = await fetch(link.href, { headers: { accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  drawer.replaceChildren(close, page.getElementById("why-content") ?? page.querySelector("main"));
}

function shut(drawer, link) {
  drawer.hidden = true;
  link.focus();
}

export function waiting() {
  const box = document.createElement("div");
  box.className = "waiting";
  box.setAttribute("role", "status");
  box.setAttribute("aria-label", "Working");
  return box;
}

wire(document);
const only = document.getElementById("only-facts");
only?.addEventListener("change", () => document.getElementById("main").classList.toggle("only-facts", only.checked));
