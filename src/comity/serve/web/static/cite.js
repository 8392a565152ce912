// A citation is copied as it stands, with where it was read.
const RESTING = 1500; // milliseconds

for (const button of document.querySelectorAll("[data-copies]")) {
  const name = button.textContent;
  button.addEventListener("click", async () => {
    const words = button.parentElement.querySelector("[data-copied]").textContent.replace(/\s+/g, " ").trim();
    await navigator.clipboard.writeText(`${words} ${location.origin}${location.pathname}`);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = name; }, RESTING);
  });
}
