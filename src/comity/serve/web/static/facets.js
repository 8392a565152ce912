// Facets stand open where there is room for them beside the list.
const box = document.querySelector(".facet-box");
const wide = matchMedia("(min-width: 60rem)");
const fit = () => { box.open = wide.matches; };
wide.addEventListener("change", fit);
fit();
