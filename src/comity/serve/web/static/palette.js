// Ctrl-K or /: a box that leads to a party, a pair, an event, a screen, or to the search for what is typed.
const dialog = document.getElementById("palette");
const box = document.getElementById("palette-q");
const list = document.getElementById("palette-goals");
const PATIENCE = 90; // milliseconds without a key before the server is asked
let waiting = 0;
let asked = 0;
let chosen = 0;

export function open() {
  if (dialog.open) return;
  box.value = "";
  list.replaceChildren();
  dialog.showModal();
  box.focus();
}

export const isOpen = () => dialog.open;

box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PATIENCE);
});

box.addEventListener("keydown", async (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
  else if (event.key === "Enter") {
    clearTimeout(waiting);
    if (list.dataset.line !== box.value.trim()) await ask();
    list.children[chosen]?.firstElementChild.click();
  } else return;
  event.preventDefault();
});

async function ask() {
  const line = box.value.trim();
  const number = ++asked;
  const past = new URLSearchParams(location.search).get("as_of");
  const query = new URLSearchParams({ q: line, ...(past ? { as_of: past } : {}) });
  const answer = line ? await fetch(`/jump.json?${query}`) : null;
  if (number !== asked || (answer && !answer.ok)) return;
  const goals = answer ? (await answer.json()).data : [];
  list.replaceChildren(...goals.map((goal, n) => option(goal, n)));
  list.dataset.line = line;
  choose(0);
}

function option({ kind, label, url }, n) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const told = document.createElement("span");
  item.id = `goal-${n}`;
  item.role = "option";
  link.href = url;
  link.tabIndex = -1;
  link.textContent = label;
  told.className = "soft";
  told.textContent = kind;
  item.append(link, told);
  item.addEventListener("click", (event) => event.target === link || link.click());
  return item;
}

function choose(n) {
  const all = [...list.children];
  chosen = all.length ? (n + all.length) % all.length : 0;
  for (const [i, item] of all.entries()) item.setAttribute("aria-selected", i === chosen);
  if (all.length) box.setAttribute("aria-activedescendant", `goal-${chosen}`);
  else box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-expanded", all.length > 0);
}
