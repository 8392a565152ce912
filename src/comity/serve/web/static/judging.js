// Commands that split and merge are copied; then the page waits for the record to change and shows it. Also wired when the part comes later into a page.
const EVERY = 2000; // milliseconds between two looks
const LONGEST = 600_000; // after which it no longer looks
const SETTLED = 6000; // after a judgement without effect on the claims
let watching = false;

export function wireJudging(part) {
  if (!part) return;
  for (const button of part.querySelectorAll("[data-command]")) {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.previousElementSibling.textContent);
      part.querySelector("[data-told]").textContent = "Copied. When it was run, this page shows what came of it.";
      watch(part.dataset.judging);
    });
  }
}

async function watch(address) {
  if (watching) return;
  watching = true;
  const before = await look(address);
  const until = Date.now() + LONGEST;
  let judged = 0;
  while (before && Date.now() < until) {
    await new Promise((done) => setTimeout(done, EVERY));
    const now = await look(address);
    if (!now) continue;
    if (now.judged !== before.judged && !judged) judged = Date.now();
    if (now.claims !== before.claims || (judged && Date.now() - judged > SETTLED)) {
      location.reload();
      return;
    }
  }
  watching = false;
}

async function look(address) {
  try {
    const answer = await fetch(address, { cache: "no-store" });
    if (!answer.ok) return null;
    const { claims, judged } = (await answer.json()).data;
    return { claims: claims.join(), judged: JSON.stringify(judged) };
  } catch {
    return null; // the server is away for a moment
  }
}

wireJudging(document.querySelector("[data-judging]"));
