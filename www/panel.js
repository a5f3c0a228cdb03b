// Shows in the panel of the timeline all that is known of the chosen event: who, where, both accounts, every source. It is taken from
// the page of the event's brief, which says it to those without a script too.

// Who walks from event to event asks for none of the pages in between: after a choice, the next is followed up so much later, in
// milliseconds.
const PAUSE = 250;
// So many pages stay at hand.
const KEPT = 20;

const pages = new Map();
// The page at an address; `get` fetches it. What failed is asked for again the next time.
const page = (address, get) => {
  const found = pages.get(address) ?? get(address);
  // The last one asked for stays longest.
  pages.delete(address);
  pages.set(address, found);
  found.catch(() => pages.delete(address));
  if (pages.size > KEPT) pages.delete(pages.keys().next().value);
  return found;
};

const element = (name, ...children) => {
  const node = document.createElement(name);
  node.append(...children);
  return node;
};

// A copy of a part of another page. Its links lead where they led there, and its anchors stay there. Within the site they begin with
// its root, as in all pages.
const copied = (part, address) => {
  const copy = document.importNode(part, true);
  for (const node of [copy, ...copy.querySelectorAll("*")]) {
    node.removeAttribute("id");
    for (const name of ["href", "src"]) {
      const link = node.getAttribute(name);
      if (link === null || node.closest("svg")) continue;
      const { origin, pathname, search, hash, href } = new URL(link, address);
      node.setAttribute(name, origin === location.origin ? pathname + search + hash : href);
    }
  }
  return copy;
};

// Gives an element the language and direction that a part of another page has there.
const speak = (node, part) => {
  for (const name of ["lang", "dir"]) {
    const own = part.closest(`[${name}]`)?.[name];
    if (own && own !== document.documentElement[name]) node[name] = own;
  }
};

// The parts of an event's page name each other by links: what begins with `e-` is an event, `d-` a dispute, `s-` a source.
const linksTo = (part, start) => [...part.querySelectorAll(`a[href^="#${start}"]`)];
const named = (part, start) => linksTo(part, start).map((link) => decodeURIComponent(link.hash.slice(1)));
// A copy without such links, which say nothing where all stands together.
const without = (part, start) => {
  const copy = part.cloneNode(true);
  for (const link of linksTo(copy, start)) (link.closest("span, p") ?? link).remove();
  for (const line of copy.querySelectorAll(".meta")) if (!line.textContent.trim()) line.remove();
  return copy;
};

const disputes = (event) => {
  const found = named(event, "d-").map((id) => event.ownerDocument.getElementById(id));
  return found.filter(Boolean).map((dispute) => without(dispute, "e-"));
};

// Who says what of it, under the heading that this has there.
const statements = (event) => {
  const found = event.ownerDocument;
  const said = [...found.querySelectorAll(".says > li")].filter((item) => named(item, "e-").includes(event.id));
  if (!said.length) return [];
  const list = element("ul", ...said.map((item) => without(item, "e-")));
  list.className = "says";
  return [element("h3", found.querySelector("#statements h2")?.textContent ?? ""), list];
};

// Its sources: those that it names, or all of its brief.
const sources = (event) => {
  const wanted = named(event, "s-");
  const all = event.ownerDocument.querySelector(".source")?.cloneNode(true);
  if (!all) return [];
  let isWanted = true;
  for (const line of wanted.length ? [...all.children] : []) {
    if (line.id) isWanted = wanted.includes(line.id);
    if (line.matches("dd") && !isWanted) line.remove();
  }
  const heading = all.querySelector("dt[data-one]");
  if (heading && wanted.length === 1) heading.textContent = heading.dataset.one;
  return [all];
};

// The link to its brief.
const brief = (event, address) => {
  const link = element("a", event.ownerDocument.querySelector("h1")?.textContent.trim() ?? address);
  link.setAttribute("href", address);
  const line = element("p", link);
  line.className = "more";
  return line;
};

// All that its page says of an event, beside its date and its text.
const all = (event, address) => {
  const own = [...without(without(event, "d-"), "s-").children].filter((part) => !part.matches(".mk, .when, .when + p"));
  // First who and where, then the accounts: what is disputed before what is dated otherwise.
  const [first, told] = [":not(.told)", ".told"].map((kind) => own.filter((part) => part.matches(kind)));
  const said = [...first, ...disputes(event), ...told, ...statements(event)];
  const from = [...sources(event), brief(event, address)];
  return element("div", ...[said, from].map((parts) => element("div", ...parts.map((part) => copied(part, address)))));
};

// What stands in the panel after the button.
const OTHERS = ":scope > :has(> button) ~ *";
// Puts all that is known in the place of what was. The focus goes to the same link, or else to the first.
const replace = (panel, title, rest) => {
  const old = [...panel.querySelectorAll(OTHERS)];
  const focused = old.some((part) => part.contains(document.activeElement)) && document.activeElement;
  panel.append(rest);
  if (focused) ([...rest.querySelectorAll("a")].find((link) => link.href === focused.href) ?? title).focus();
  for (const part of old) part.remove();
};

let last = -Infinity;
let isFailing = false;
// Fills the panel of an event that was just chosen. `get` fetches a page, and `complain` hears of the first of several failures.
export const use = async (panel, place, get, complain) => {
  const title = panel.querySelector("h2 a");
  // It was closed before this script came.
  if (!title) return;
  // Whoever chooses another event gets another title, and this one is no longer in the page.
  const isOver = () => !title.isConnected;
  const address = title.href;
  const [path, id] = address.split("#");
  const isQuick = performance.now() - last < PAUSE;
  last = performance.now();
  if (isQuick && !pages.has(path)) {
    await new Promise((done) => setTimeout(done, PAUSE));
    if (isOver()) return;
  }
  try {
    const found = await page(path, get);
    if (isOver()) return;
    isFailing = false;
    const event = found.getElementById(decodeURIComponent(id));
    if (!event) throw new Error(`${address}: the event is not there`);

    // The picture knows but the beginning of a long text.
    const what = event.querySelector(":scope > .when + p");
    if (what) {
      title.textContent = what.textContent.trim();
      speak(title, what);
    }
    // A brief's page speaks the brief's language, and the word for a state stands beside a date in this page's.
    const over = panel.querySelector(".over");
    const state = event.querySelector(":scope > .when .state");
    const isOfOneLanguage = found.documentElement.lang === document.documentElement.lang;
    if (state && isOfOneLanguage && !over.querySelector(".state")) over.append(copied(state, address));

    const rest = all(event, path);
    rest.className = "all";
    speak(rest, event);
    replace(panel, title, rest);
  } catch (error) {
    if (!isFailing) complain(error);
    isFailing = true;
    if (isOver() || panel.querySelector(OTHERS)) return;
    const link = element("a", panel.dataset.tRead ?? title.textContent);
    link.href = title.getAttribute("href");
    panel.append(element("p", link));
  }
};
