// The month of the network by a slider, with mouse or arrow keys; the page of the month opens when it comes to rest.
const slider = document.getElementById("net-month");
const REST = 500; // milliseconds
const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
let resting = 0;

if (slider) {
  if (location.hash === "#net-month") slider.focus();
  slider.addEventListener("input", () => {
    const { name } = month();
    slider.nextElementSibling.value = name;
    slider.setAttribute("aria-valuetext", name);
    clearTimeout(resting);
  });
  slider.addEventListener("change", () => {
    clearTimeout(resting);
    resting = setTimeout(go, REST);
  });
}

function month() {
  const [year, first] = slider.dataset.first.split("-").map(Number);
  const at = new Date(Date.UTC(year, first + Number(slider.value), 0)); // the last day
  return { day: at.toISOString().slice(0, 10), name: `${NAMES[at.getUTCMonth()]} ${at.getUTCFullYear()}` };
}

function go() {
  const there = new URL(location.href);
  there.searchParams.set("date", month().day);
  there.hash = "net-month";
  location.href = there;
}
