// Keyboard, light or dark, and the list of keys. Single keys can be switched off; none works while something is typed.
import { isOpen, open } from "./palette.js";

const dialog = document.getElementById("keys");
const on = document.getElementById("keys-on");
const stored = localStorage.getItem("keys");
on.checked = stored !== "off";
on.addEventListener("change", () => localStorage.setItem("keys", on.checked ? "on" : "off"));
document.getElementById("keys-open").addEventListener("click", () => dialog.showModal());

document.getElementById("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
  document.dispatchEvent(new CustomEvent("themed"));
});

const GO = new Map([...dialog.querySelectorAll("[data-go]")].map((link) => [link.dataset.go, link.href]));
let going = 0;

function step(selector, by) {
  const all = [...document.querySelectorAll(selector)].filter((e) => e.offsetParent !== null);
  if (!all.length) return;
  const now = all.findIndex((e) => e === document.activeElement || e.contains(document.activeElement));
  const next = all[Math.min(all.length - 1, Math.max(0, now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by))];
  for (const e of all) e.classList.toggle("here", e === next);
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !dialog.open) {
    event.preventDefault();
    open();
    return;
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.ctrlKey || event.metaKey || event.altKey || typing || dialog.open || isOpen() || !on.checked) return;
  const key = event.key;
  if (Date.now() - going < 1200 && GO.has(key)) {
    location.href = GO.get(key);
  } else if (key === "g") {
    going = Date.now();
    return;
  } else if (key === "/") open();
  else if (key === "?") dialog.showModal();
  else if (key === "j" || key === "k") step(".act, .prose", key === "j" ? 1 : -1);
  else if (key === "n" || key === "p") step(".card, .act", key === "n" ? 1 : -1);
  else if (key === "w") document.activeElement.closest(".card")?.querySelector("a.why")?.click();
  else return;
  going = 0;
  event.preventDefault();
});
