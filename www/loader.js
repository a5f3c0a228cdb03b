// Loads the browser part of a page at the moment it is used. If it fails, the page stays as it is and the console says why, in one
// line. The generator replaces the names of the files by those that carry a hash of the content.
const parts = {
  search: ["./find.js", "./search.wasm"],
  timeline: ["./picture.js", "./timeline.wasm"],
};
const loaded = {};
let failures = "";
const get = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
};
const bytes = async (address) => address && new Uint8Array(await (await get(address)).arrayBuffer());
const page = async (address) => new DOMParser().parseFromString(await (await get(address)).text(), "text/html");
// A phrase is looked for in what a page says too.
const words = async (address) => new TextEncoder().encode((await page(address)).querySelector("main").textContent);

const load = async ([script, file]) => {
  // Both come at once. Where the script fails, nobody waits for the module, and its failure is nobody's.
  const module = bytes(new URL(file, import.meta.url));
  module.catch(() => {});
  // Some browsers remember that a module could not be fetched: another address is another try.
  const part = await import(script + failures);
  return { ...await part.default(await module), ...part };
};
const part = (name) => (loaded[name] ??= load(parts[name]).catch((error) => {
  loaded[name] = undefined;
  failures += "?";
  throw error;
}));

const complain = (error) => console.error("briefing:", error);
// Fetches files by their paths from a base. Those that fail in a row have one line together.
const files = (base) => {
  let lacks = false;
  return (path) => (path.endsWith("/") ? words : bytes)(base + path).then((file) => {
    lacks = false;
    return file;
  }, (error) => {
    if (!lacks) complain(error);
    lacks = true;
  });
};
// Starts the search of a place once, and again after a failure.
const searching = (place) => {
  const form = place.querySelector("form");
  const status = place.querySelector("[role=status]");
  const { index, base, tLoading, tFailed } = form.dataset;
  const say = (text) => { if (status.textContent !== text) status.textContent = text; };
  let started = false;
  let isAsked = false;
  let isRunning = false;
  const run = async () => {
    const [module, root] = await Promise.all([part("search"), bytes(index)]);
    isRunning = true;
    module.find(module, root, place, files(base), complain);
  };
  const start = (asked) => {
    const isFirst = asked && !isAsked;
    isAsked ||= asked;
    // What failed once is tried again without a word until it works: nobody is told the same with every letter.
    if (isFirst && !isRunning) say(tLoading);
    if (started) return;
    started = true;
    run().catch((error) => {
      started = false;
      // What nobody asked for yet is tried again when somebody does.
      if (!isAsked) return;
      complain(error);
      say(tFailed);
    });
  };
  for (const kind of ["focus", "input"]) form.querySelector("[name=q]").addEventListener(kind, () => start(true));
  return start;
};

const field = document.querySelector("#search [name=q]");
if (field) {
  const start = searching(document.getElementById("search"));
  if (location.search || field.value || document.activeElement === field) start(true);
  // Whoever comes to this page is about to search.
  else if (!navigator.connection?.saveData) addEventListener("load", () => setTimeout(start));
}

// Elsewhere a key opens the same search over the page: Control or Command and K, and / until it is switched off.
// What the reader’s device remembers. Where it may not be asked, nobody could switch the key off.
const stored = () => { try { return { ...localStorage }; } catch { return { slash: "off" }; } };
const isText = (target) => target.isContentEditable || target.closest("input, textarea, select");
let dialog;
const open = async (address) => {
  if (field) return undefined;
  const dialog = await (await import(parts.search[0] + failures)).dialog(address, page);
  searching(dialog)(true);
  return dialog;
};
addEventListener("keydown", async (event) => {
  const { key, altKey, ctrlKey, metaKey, target } = event;
  const link = document.querySelector("a[data-search]");
  const isCommand = key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey;
  const isSlash = key === "/" && !altKey && !ctrlKey && !metaKey && !isText(target) && stored().slash !== "off";
  if (!link || !isCommand && !isSlash) return;
  event.preventDefault();
  try {
    dialog ??= open(link.href);
    const shown = await dialog;
    if (shown && !shown.open) shown.showModal();
    const input = field ?? shown.querySelector("[name=q]");
    input.focus();
    input.select();
  } catch (error) {
    complain(error);
    location.assign(link.href);
  }
});

const place = document.getElementById("timeline");
if (place) {
  // What few readers want has scripts of their own: each comes when its part of the page is opened or the address or the device asks for
  // it, and again after a failure.
  let show;
  const use = (part) => import(part.dataset.script + failures).then(({ use }) => use(part, place, page, complain, show)).catch((error) => {
    complain(error);
    failures += "?";
    const status = part.querySelector("[role=status]");
    if (status) status.textContent = part.dataset.tFailed;
  });
  new IntersectionObserver((seen, observer) => {
    if (!seen.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    const { src, base } = place.dataset;
    Promise.all([part("timeline"), bytes(src)]).then(([module, file]) => {
      show = module.picture(module, file, place, files(base), complain, use);
      for (const part of document.querySelectorAll("[data-script]")) {
        const { when } = part.dataset;
        if (when !== undefined && RegExp(when).test(location.search + stored().dates)) use(part);
        else part.addEventListener("toggle", () => use(part));
      }
    }).catch((error) => {
      complain(error);
      place.parentElement.hidden = true;
    });
  }, { rootMargin: "300px" }).observe(place);
}
