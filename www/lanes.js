// Chooses what the picture shows and what its lanes are: by topic, story, party and so on, in the order and of the kinds that a reader
// wants. What an event can be chosen by stands in its item of the list (`data-is`), and what that is called in the page's names. Of a
// large timeline the lists of the stretch that is shown are gathered (`lists.js`); the list in the page is left with what is chosen.
const [PART, ITEM] = ["\x1f", "\x1e"];
// What the lanes of each kind are made of.
const KINDS = { topic: ["topic"], story: ["story"], party: ["person", "org", "who"], place: ["place"], source: ["source"] };
// So many values and lanes are offered.
const OFFERED = 12;
const LANES = 40;
// So many further lists are fetched for one picture.
const LISTS = 12;
// Letters that come faster than this, in milliseconds, are one change.
const PAUSE = 150;

// Letters that are written differently and read the same, as the search has them.
const LETTERS = { "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ـ": "" };
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[ىیکةەـ]/g, (letter) => LETTERS[letter]).toLowerCase();
// Whether each word of a text begins a word of another one, or stands anywhere in it where words have no space between them.
const holds = (text, words) => words.every((word) => {
  const own = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u.test(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (own || !/[\p{L}\p{N}]$/u.test(text.slice(0, at))) return true;
  }
  return false;
});

// An item of a list: what it says and what it can be chosen by.
const read = (item) => {
  const { parts, lane = "", state = "", rank = "", event, is = "" } = item.dataset;
  const inner = (selector) => item.querySelector(selector)?.textContent.trim() ?? "";
  const facets = is.split("|").filter(Boolean).map((facet) => [facet.slice(0, facet.indexOf(":")), facet.slice(facet.indexOf(":") + 1)]);
  facets.push(["state", state || "reported"]);
  return { item, parts, lane, state, rank, event, facets, label: inner(".to"), when: inner(".when > *"), text: item.textContent };
};

// Starts the choice, once. `box` holds its controls; `show` draws the picture of some events, told as items, or of all again; `page`
// fetches a page.
let isStarted = false;
export const use = (box, place, page, complain, show) => {
  if (isStarted) return;
  isStarted = true;
  const of = (name) => box.querySelector(`[data-${name}]`);
  const [kinds, list, field, status] = ["kinds", "lanes", "words", "sifted"].map(of);
  const boxes = [...box.querySelectorAll("[data-field]")];
  const fields = boxes.map((own) => own.dataset.field);
  const count = (number) => written(number, place.dataset);
  const { tUp, tDown, tLeft, tWide, tFailed, tOther } = { ...place.dataset, ...box.dataset };

  // What a reader has chosen, as it stands in the address.
  const choice = { kind: "", words: "", first: [], hidden: [], values: new Map() };
  const load = () => {
    const parameters = new URLSearchParams(location.search);
    choice.kind = Object.hasOwn(KINDS, parameters.get("lanes")) ? parameters.get("lanes") : "";
    choice.words = parameters.get("q") ?? "";
    choice.first = parameters.getAll("first");
    choice.hidden = parameters.getAll("hide");
    choice.values = new Map(fields.map((name) => [name, parameters.getAll(name)]));
    kinds.value = choice.kind;
    field.value = choice.words;
  };
  const save = () => {
    const parameters = new URLSearchParams(location.search);
    for (const name of ["lanes", "q", "first", "hide", ...fields]) parameters.delete(name);
    if (choice.kind) parameters.set("lanes", choice.kind);
    if (choice.words) parameters.set("q", choice.words);
    for (const key of choice.first) parameters.append("first", key);
    for (const key of choice.hidden) parameters.append("hide", key);
    for (const [name, keys] of choice.values) for (const key of keys) parameters.append(name, key);
    try {
      history.replaceState(null, "", `${location.pathname}${parameters.size ? `?${parameters}` : ""}${location.hash}`);
    } catch {}
  };
  const isChosen = () => choice.kind || choice.words || choice.first.length || choice.hidden.length || [...choice.values.values()].some((keys) => keys.length);

  // Names of facets, of this page and of those that were gathered.
  const names = new Map();
  const learn = (other) => {
    for (const { value, textContent } of other.querySelectorAll("#facet-names option")) names.set(value, textContent);
    return other;
  };
  const nameOf = (name, key) => names.get(`${name}:${key}`) ?? key;
  learn(document);

  // What came of the choice. While its controls are folded away, what is chosen stands beside their name: nobody is to take a part of the
  // events for all of them.
  const briefs = document.querySelectorAll(".sifted");
  // An embed page has this line alone, and the full page of its link shows the same.
  const whole = document.querySelector(".embed header a");
  const follow = () => { if (whole) whole.search = location.search; };
  const say = (text) => {
    status.textContent = text;
    follow();
    const values = [...choice.values].flatMap(([name, keys]) => keys.map((key) => nameOf(name, key)));
    const chosen = [choice.words && `“${choice.words}”`, ...values].filter(Boolean);
    for (const brief of briefs) {
      brief.replaceChildren();
      for (const value of chosen) element(brief, "bdi", {}, value);
      if (text) element(brief, "span", {}, text);
    }
  };

  // The events that are there to choose from.
  const own = [...document.querySelectorAll("li[data-event]")].map(read);
  let events = own;
  // From where to where they are all of the timeline's; of a page with a list of its own always.
  let known;
  const isWhole = !place.dataset.src;

  const lanesOf = ({ lane, facets }) => {
    if (!choice.kind) return [lane];
    const keys = facets.filter(([name]) => KINDS[choice.kind].includes(name)).map(([name, key]) => `${name}:${key}`);
    return keys.length ? keys : [""];
  };
  const laneName = (key) => !choice.kind ? key : key && nameOf(key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1));
  // Whether an event has what is chosen; `but` for a field, so that its other values can be counted.
  const matches = (event, words, but) => {
    const has = ([name, keys]) => name === but || !keys.length || event.facets.some(([own, key]) => own === name && keys.includes(key));
    if (![...choice.values].every(has)) return false;
    if (!words.length) return true;
    event.folded ??= folded(`${event.text} ${event.facets.map(([name, key]) => nameOf(name, key)).join(" ")}`);
    return holds(event.folded, words);
  };

  const draw = () => {
    const words = folded(choice.words).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const chosen = new Set(events.filter((event) => matches(event, words)));
    // The lanes with what they hold, in the order that was chosen, and then those with the most first or as they come up.
    const counts = new Map();
    for (const event of chosen) for (const key of lanesOf(event)) counts.set(key, (counts.get(key) ?? 0) + 1);
    const others = [...counts.keys()].filter((key) => key && !choice.first.includes(key));
    if (choice.kind) others.sort((a, b) => counts.get(b) - counts.get(a));
    const order = [...choice.first.filter((key) => counts.has(key)), ...others];
    const isHidden = (key) => choice.hidden.includes(key || "-");
    let left = 0;
    const told = events.map((event) => {
      const shown = chosen.has(event) ? lanesOf(event).filter((key) => !isHidden(key)) : [];
      event.isShown = shown.length > 0;
      if (!event.isShown) {
        left++;
        return [];
      }
      const { parts, state, rank, label, when, event: address } = event;
      const [first, ...others] = shown.map(laneName);
      return [[parts, first, state, rank, label, when, address], ...others.map((name) => ["+", name])];
    });
    // Lanes stand in the order in which they first come up.
    const lanes = order.filter((key) => !isHidden(key)).map((key) => ["+", laneName(key)]);
    // A list without anything is a list too.
    if (isChosen()) show([...lanes, ...told.flat()].map((item) => item.join(PART)).join(ITEM) || ITEM);
    else show();
    say(left ? tLeft.replace("{n}", () => count(left)) : "");
    thin();
    offerLanes([...order, ...(counts.has("") ? [""] : [])], counts, isHidden);
    for (const own of boxes) offerValues(own, words);
  };

  // Leaves in the page's list what is shown.
  const thin = () => {
    const known = new Map(events.map((event) => [event.event, event.isShown]));
    place.isChosen = (address) => known.get(address) !== false;
    for (const { item, event } of own) item.hidden = !place.isChosen(event);
    for (const items of document.querySelectorAll(".ev-list")) {
      const isEmpty = !items.querySelector("li:not([hidden])");
      items.hidden = isEmpty;
      const head = items.closest(".day") ?? items.previousElementSibling;
      if (head) head.hidden = isEmpty;
    }
  };

  const offerLanes = (keys, counts, isHidden) => {
    const focused = document.activeElement?.closest("[data-lanes] [data-key]") && { ...document.activeElement.dataset };
    list.replaceChildren();
    keys.slice(0, LANES).forEach((key, at) => {
      const line = element(list, "li");
      const name = laneName(key) || tOther;
      const label = element(line, "label");
      const input = element(label, "input", { type: "checkbox", "data-key": key || "-" });
      input.checked = !isHidden(key);
      element(label, "bdi", {}, name);
      element(label, "span", { class: "num" }, count(counts.get(key)));
      // What has no lane of its own is always the last.
      if (!key) return;
      for (const [way, sign, text] of [[-1, "↑", tUp], [1, "↓", tDown]]) {
        const button = element(line, "button", { type: "button", "data-key": key, "data-way": way, "aria-label": text.replace("{name}", () => name) }, sign);
        button.disabled = !keys[at + way];
      }
    });
    // The focus stays with what was pressed, or goes to its neighbour where that is at its end.
    if (!focused) return;
    const same = [...list.querySelectorAll("[data-key]")].filter(({ dataset }) => dataset.key === focused.key);
    (same.find(({ dataset, disabled }) => dataset.way === focused.way && !disabled) ?? same[0])?.focus();
  };

  const offerValues = (own, words) => {
    const name = own.dataset.field;
    const counts = new Map();
    for (const event of events) {
      if (!matches(event, words, name)) continue;
      for (const [other, key] of event.facets) if (other === name) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const chosen = choice.values.get(name);
    const keys = [...new Set([...chosen, ...[...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a))])];
    const div = own.querySelector("div");
    const focused = div.querySelector(":focus")?.dataset.value;
    div.replaceChildren();
    for (const key of keys.slice(0, Math.max(OFFERED, chosen.length))) {
      const label = element(div, "label");
      const input = element(label, "input", { type: "checkbox", "data-name": name, "data-value": key });
      input.checked = chosen.includes(key);
      element(label, "bdi", {}, nameOf(name, key));
      element(label, "span", { class: "num" }, count(counts.get(key) ?? 0));
      if (key === focused) input.focus();
    }
    own.hidden = keys.length === 0;
  };

  const shown = () => [place.dataset.from, place.dataset.to].map(second);
  const isKnown = () => known && known[0] <= shown()[0] && known[1] >= shown()[1];
  // Of a large timeline: what there is in the stretch that is shown, and as much beside it. What comes for an older stretch is dropped.
  let asked = 0;
  const gather = async () => {
    if (isWhole || !isChosen() || isKnown()) return true;
    const [from, to] = shown();
    const length = to - from;
    const turn = ++asked;
    for (const beside of [length, length / 10]) {
      const range = [from - beside, to + beside];
      const items = await gathered(document, range, 0, async (address) => learn(await page(address)), LISTS);
      if (turn !== asked) return false;
      if (!items) continue;
      [events, known] = [items.map(read), range];
      return true;
    }
    // Too many lists: all is shown, and that it is not chosen from is said.
    [events, known] = [own, undefined];
    for (const event of events) event.isShown = true;
    thin();
    show();
    say(tWide);
    return false;
  };
  const change = async () => {
    save();
    try {
      if (await gather()) draw();
    } catch (error) {
      complain(error);
      say(tFailed);
    }
  };

  let timer;
  box.addEventListener("input", ({ target }) => {
    if (target !== field) return;
    choice.words = field.value.trim();
    clearTimeout(timer);
    timer = setTimeout(change, PAUSE);
  });
  box.addEventListener("change", ({ target }) => {
    const { key, name, value } = target.dataset;
    if (target === kinds) {
      [choice.kind, choice.first, choice.hidden] = [kinds.value, [], []];
    } else if (key) {
      choice.hidden = choice.hidden.filter((other) => other !== key);
      if (!target.checked) choice.hidden.push(key);
    } else if (name) {
      const others = choice.values.get(name).filter((other) => other !== value);
      choice.values.set(name, target.checked ? [...others, value] : others);
    } else {
      return;
    }
    change();
  });
  box.addEventListener("click", ({ target }) => {
    const { key, way, all } = target.dataset;
    if (way) {
      const keys = [...list.querySelectorAll("input")].map(({ dataset }) => dataset.key).filter((other) => other !== "-");
      const at = keys.indexOf(key);
      [keys[at], keys[at + Number(way)]] = [keys[at + Number(way)], keys[at]];
      choice.first = keys;
      change();
    } else if (all !== undefined) {
      history.replaceState(null, "", location.pathname + location.hash);
      load();
      save();
      change();
    }
  });
  // Another stretch of a large timeline has other events.
  if (!isWhole) new MutationObserver(() => { if (isChosen() && !isKnown()) change(); }).observe(place, { attributeFilter: ["data-from", "data-to"] });
  if (whole) new MutationObserver(follow).observe(place, { attributeFilter: ["data-from", "data-to"] });
  load();
  change();
};
