// Loads the browser part of a page at the moment it is used. If it fails, the page stays as it is and the console says why, in one
// line. The generator replaces the names of the files by those that carry a hash of the content.
const parts = {
  search: ["./search.js", "./search.wasm"],
  timeline: ["./timeline.js", "./timeline.wasm"],
};
const loaded = {};
let failures = "";
const bytes = async (address) => {
  if (!address) return undefined;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};

const load = async ([script, file]) => {
  // Both come at once. Where the script fails, nobody waits for the module, and its failure is nobody's.
  const module = bytes(new URL(file, import.meta.url));
  module.catch(() => {});
  // Some browsers remember that a module could not be fetched: another address is another try.
  const part = await import(script + failures);
  await part.default(await module);
  return part;
};
const part = (name) => (loaded[name] ??= load(parts[name]).catch((error) => {
  loaded[name] = undefined;
  failures += "?";
  throw error;
}));

const complain = (error) => console.error("briefing:", error);
const run = async (name, address, base) => {
  const [module, file] = await Promise.all([part(name), bytes(address)]);
  // The search asks for more files. Those that fail in a row have one line together.
  let failed = false;
  const get = async (path) => {
    const file = await bytes(base + path).catch((error) => {
      if (!failed) complain(error);
    });
    failed = !file;
    module.arrived(path, file);
  };
  module[name](file, (path) => { get(path).catch(complain); });
};

const form = document.querySelector("form[data-index]");
const field = document.getElementById("q");
if (form && field) {
  const status = document.getElementById("status");
  const say = (text) => { if (status.textContent !== text) status.textContent = text; };
  let started = false;
  let failed = false;
  const search = () => {
    if (started) return;
    started = true;
    // What failed once is tried again without a word until it works: nobody is told the same with every letter.
    if (!failed) say(form.dataset.tLoading);
    run("search", form.dataset.index, form.dataset.base).catch((error) => {
      started = false;
      complain(error);
      failed = true;
      say(form.dataset.tFailed);
    });
  };
  for (const kind of ["focus", "input"]) field.addEventListener(kind, search);
  const asked = new URLSearchParams(location.search).get("q") || field.value || document.activeElement === field;
  if (asked) search();
}

const place = document.getElementById("timeline");
if (place) {
  new IntersectionObserver((seen, observer) => {
    if (!seen.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    run("timeline", place.dataset.src).catch((error) => {
      complain(error);
      place.parentElement.hidden = true;
    });
  }, { rootMargin: "300px" }).observe(place);
}
