// Loads the browser part at the moment it is used. If it fails, the page stays as it is and the console says why, once.
// The generator replaces the two names by those that carry a hash of the content.
let loaded;
const load = () => (loaded ??= import("./front.js").then(async (front) => {
  await front.default({ module_or_path: new URL("./front_bg.wasm", import.meta.url) });
  return front;
}));

const bytes = async (address) => {
  if (!address) return undefined;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};

const run = (name, address, failed) =>
  Promise.all([load(), bytes(address)])
    .then(([front, file]) => front[name](file))
    .catch((error) => { console.error("briefing:", error); failed(); });

const form = document.querySelector("form[data-index]");
const field = document.getElementById("q");
if (form && field) {
  const failed = () => { document.getElementById("status").textContent = form.dataset.tFailed ?? ""; };
  const search = () => run("search", form.dataset.index, failed);
  const asked = new URLSearchParams(location.search).get("q") || field.value || document.activeElement === field;
  if (asked) search();
  else field.addEventListener("focus", search, { once: true });
}

const place = document.getElementById("timeline");
if (place) {
  const failed = () => { place.parentElement.hidden = true; };
  new IntersectionObserver((seen, observer) => {
    if (!seen.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    run("timeline", place.dataset.src, failed);
  }, { rootMargin: "300px" }).observe(place);
}
