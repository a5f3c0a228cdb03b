// Shows what the search finds: on its own page, and in a dialog over any other. What is found, what is fetched and what the status
// line says comes from the module, as texts: `www/front/src/told.rs` says how they are written. Texts go in as texts, never as markup.

// What the module is asked.
const [TYPED, LOOK, MORE, COUNT] = [0, 1, 2, 3];
// Pauses in milliseconds. Letters that come faster than this are shown together: nobody reads in between.
const GLANCE = 100;
// So much longer nothing is fetched: the next letter comes after 60 to 200.
const LETTER = 20;
// What takes longer than this is said to take its time.
const LONG = 400;
// The status line follows this long after the results.
const REST = 300;
// While one types so many results are enough, as they fill a screen. Those below and the address follow this long after the status
// line, or when somebody goes there.
const SCREEN = 5;
const IDLE = 700;
// So many values of a field are offered, and so many events of a brief in the dialog.
const OFFERED = 8;
const EVENTS = 2;

const element = (parent, name, attributes, ...children) => {
  const node = document.createElement(name);
  for (const key in attributes) if (attributes[key]) node.setAttribute(key, attributes[key]);
  node.append(...children);
  parent.append(node);
  return node;
};

// Words between the two signs are marked.
const spans = (text) => text.split(/[\x02\x03]/).map((part, at) => {
  if (at % 2 === 0) return part;
  const mark = document.createElement("mark");
  mark.textContent = part;
  return mark;
});

// Names that may be of any script, each in a direction of its own.
const names = (parent, ...list) => {
  for (const name of list) if (name) element(parent, "bdi", {}, name).after(" ");
};

// Whether the second text says nothing that is not in the first, marks and the end of the sentence apart.
const repeats = (first, second) => {
  const [said, again] = [first, second].map((text) => text.replace(/[\x02\x03]|[.…]+$/g, ""));
  return said.startsWith(again);
};

// A result: where it is, and what is shown of it. Nothing is said twice.
const hit = (text, base, page) => {
  const [lang, slug, title, told, publisher, day, ...rest] = text.split("\x1f");
  const takeaway = repeats(title, told) ? "" : told;
  const events = [];
  for (let at = 0; at < rest.length; at += 3) {
    const [when, what, id] = rest.slice(at, at + 3);
    if (!when && [title, told].some((text) => repeats(text, what))) continue;
    events.push({ when: when || day, what, href: `${base}briefs/${slug}/#e-${id}` });
  }
  // Where it is not the page's.
  const own = lang && lang !== page ? { lang, dir: "auto" } : {};
  return { own, href: `${base}briefs/${slug}/`, title, takeaway, publisher, day, events };
};

const brief = (list, { own, href, title, takeaway, publisher, day, events }) => {
  const item = element(list, "div", { class: "item", ...own });
  element(element(item, "h3"), "a", { href }, ...spans(title));
  if (takeaway) element(item, "p", {}, ...spans(takeaway));
  names(element(item, "p", { class: "meta" }), publisher, day);
  if (!events.length) return;
  const lines = element(item, "ul", { class: "hits" });
  for (const { when, what, href } of events) {
    const line = element(lines, "li");
    element(line, "bdi", {}, when);
    line.append(" – ");
    element(line, "a", { href }, ...spans(what));
  }
};

const options = (list, { own, href, title, publisher, day, events }, word) => {
  const option = (kind, href, text, ...meta) => {
    const link = element(list, "a", { ...own, role: "option", tabindex: "-1", class: kind, href }, ...spans(text));
    link.id = `option-${list.childElementCount}`;
    names(element(link, "span", { class: "meta" }), ...meta);
  };
  option("", href, title, publisher, day);
  for (const { when, what, href } of events.slice(0, EVENTS)) option("event", href, what, word, when);
};

// What a reader has chosen beside the words. It is in the address, and goes into the query before the words, so that the last of
// these may be a beginning.
const DAYS = ["after", "before"];
const choices = (fields) => {
  const known = [...fields, ...DAYS, "sort"];
  let chosen = [];
  const self = {
    all: () => chosen,
    has: (name, value) => chosen.some((own) => own[0] === name && own[1] === value),
    value: (name) => chosen.find((own) => own[0] === name)?.[1] ?? "",
    choose: (name, value, is) => {
      chosen = chosen.filter((own) => own[0] !== name || own[1] !== value);
      if (is && /^[^\s"]+$/.test(value)) chosen.push([name, value]);
    },
    set: (name, value) => {
      chosen = chosen.filter((own) => own[0] !== name);
      self.choose(name, value, true);
    },
    read: () => {
      const parameters = new URLSearchParams(location.search);
      chosen = [];
      for (const name of known) for (const value of parameters.getAll(name)) self.choose(name, value, true);
      return parameters.get("q") ?? "";
    },
    write: (words, push) => {
      const parameters = new URLSearchParams(location.search);
      for (const name of [...known, "q"]) parameters.delete(name);
      if (words) parameters.set("q", words);
      for (const own of chosen) parameters.append(...own);
      const text = parameters.size ? `?${parameters}` : "";
      if (text === location.search) return;
      history[push ? "pushState" : "replaceState"](null, "", location.pathname + text + location.hash);
    },
    query: () => chosen.map(([name, value]) => `${name}:${fields.includes(name) ? "=" : ""}${value} `).join(""),
  };
  return self;
};

// Starts the search in its place: the page's own, or a dialog. `get` fetches a file by its path; `complain` tells the console.
export const find = (module, root, place, get, complain) => {
  const of = (selector) => place.querySelector(selector);
  const [form, field, status] = [of("form"), of("[name=q]"), of("[role=status]")];
  const isDialog = place.matches("dialog");
  const [results, overview, bar, panel] = [of(isDialog ? ".options" : "#results"), of("#overview"), of(".choices"), of("#panel")];
  // A list of options comes from here alone: until then there is nothing to choose.
  if (isDialog) {
    results.setAttribute("role", "listbox");
    results.setAttribute("aria-label", results.dataset.label);
  }
  const texts = form.dataset;
  const lang = document.documentElement.lang;
  const facets = [...place.querySelectorAll("[data-field]")];
  const filters = choices(facets.map((facet) => facet.dataset.field));
  const wrong = module.search(root, [...form.attributes].map(({ name, value }) => `${name}\x1f${value}`).join("\x1e"));
  if (wrong) throw new Error(wrong);

  let timer;
  let isWaiting = false;
  // Whether letters were typed that nothing was shown for yet.
  let isUnseen = false;
  let hasTyped = false;
  let hasFailed = false;
  let shown;
  // The number of the result that gets the focus when more are there.
  let next;
  const words = () => field.value.trimStart();
  const isAsked = () => filters.all().length > 0 || words() !== "";
  // One thing is waited for at a time.
  const later = (pause, action) => {
    clearTimeout(timer);
    isWaiting = false;
    timer = setTimeout(action, pause);
  };
  // Nothing is said twice.
  const say = (text) => {
    if (status.textContent !== text) status.textContent = text;
    if (!isDialog) later(IDLE, settle);
  };
  // Nobody types any more: what was left out meanwhile is made up for.
  const settle = () => {
    below();
    filters.write(words().trim());
  };
  const asked = () => `${filters.query()}\x1f${words()}`;
  const ask = (what) => {
    isUnseen = false;
    go(module.ask(what, asked()));
  };
  const bring = async (path) => go(module.arrived(path, await get(path), asked()));
  const go = (step) => {
    const rest = step.slice(1);
    hasFailed = step[0] === "e" || hasFailed && !step;
    if (step[0] === "p") later(LETTER, () => ask(LOOK));
    if (step[0] === "f") {
      for (const path of rest ? rest.split("\n") : []) bring(path).catch(complain);
      // Files that follow from others belong to the same wait.
      if (isWaiting) return;
      later(LONG, () => say(texts.tLoading));
      isWaiting = true;
    }
    if (step[0] === "s") show(...rest.split("\x1d"));
    if (step[0] === "c") count(rest);
    if (step[0] === "e") {
      // The ways on are there for whoever cannot wait.
      if (overview) overview.hidden = false;
      later(0, () => say(texts.tFailed));
      if (rest) complain(rest);
    }
  };

  const show = (said, isMore, found) => {
    if (shown !== isMore + found || next !== undefined) {
      shown = isMore + found;
      const hits = found ? found.split("\x1e").map((text) => hit(text, texts.base, lang)) : [];
      if (isDialog) list(hits);
      else render(hits, isMore);
    }
    later(REST, () => say(said));
    if (!bar) return;
    bar.hidden = !isAsked() && panel.hidden;
    showChosen();
    if (!panel.hidden) ask(COUNT);
  };

  // Results in place of the ways on; these are back where nothing was found. A focus that was inside goes to the first new result, or
  // to the last, or to the field, and never back to the beginning of the page.
  let below = () => {};
  const render = (hits, isMore) => {
    const focus = next ?? (results.querySelector(":focus") ? 0 : undefined);
    next = undefined;
    results.replaceChildren();
    overview.hidden = hits.length > 0;
    below = () => {};
    if (hits.length) {
      const section = element(results, "section", { class: "row" });
      element(section, "h2", { class: "side" }, texts.tBriefs);
      const main = element(section, "div", { class: "main" });
      const items = (hits) => hits.forEach((hit) => brief(main, hit));
      items(hits.slice(0, SCREEN));
      below = () => {
        below = () => {};
        items(hits.slice(SCREEN));
        if (isMore) element(element(main, "p", { class: "more" }), "button", { type: "button", "data-more": "yes" }, texts.tMore);
      };
    }
    if (focus !== undefined || !hasTyped) below();
    if (focus === undefined) return;
    const links = results.querySelectorAll("h3 a");
    (links[focus] ?? links[links.length - 1] ?? field).focus();
  };

  // Results as options, the first marked.
  let marked = 0;
  const list = (hits) => {
    results.replaceChildren();
    for (const hit of hits) options(results, hit, texts.tEvent);
    field.setAttribute("aria-expanded", hits.length > 0);
    mark(0);
  };
  const mark = (number) => {
    marked = number;
    const all = [...results.children];
    all.forEach((option, at) => option.setAttribute("aria-selected", at === number));
    field.setAttribute("aria-activedescendant", all[number]?.id ?? "");
    all[number]?.scrollIntoView({ block: "nearest" });
  };

  // Values of fields with their counts. The focus stays where it is.
  const count = (told) => {
    const all = new Map(told.split("\x1d").map((facet) => {
      const [name, ...values] = facet.split("\x1e");
      return [name, values];
    }));
    for (const facet of facets) {
      const { field: name } = facet.dataset;
      const values = all.get(name) ?? [];
      const old = facet.querySelector("div");
      const focused = old.querySelector(":focus")?.dataset.value;
      old.replaceChildren();
      for (const [key, text, number, isChosen] of values.slice(0, OFFERED).map((value) => value.split("\x1f"))) {
        const label = element(old, "label");
        const box = element(label, "input", { type: "checkbox", "data-name": name, "data-value": key });
        box.checked = isChosen === "1";
        element(label, "bdi", {}, text);
        element(label, "span", { class: "num" }, number);
        if (key === focused) box.focus();
      }
      facet.hidden = values.length === 0;
    }
    showChosen();
  };

  // What is chosen, each a button that takes it back. A value has the name that the facets have, and until these are there its own.
  const showChosen = () => {
    const line = bar.querySelector(".chosen");
    line.replaceChildren();
    for (const [name, value] of filters.all().filter(([name]) => name !== "sort")) {
      const box = panel.querySelector(`[data-name="${CSS.escape(name)}"][data-value="${CSS.escape(value)}"]`);
      const day = { after: texts.tAfter, before: texts.tBefore }[name];
      const text = day ? `${day} ${value}` : box?.nextElementSibling.textContent ?? value.replaceAll("-", " ");
      const attributes = { type: "button", "data-name": name, "data-value": value, "aria-label": texts.tRemove.replace("{name}", () => text) };
      element(line, "button", attributes, text);
    }
  };
  const showValues = () => {
    for (const name of DAYS) panel.querySelector(`input[data-name=${name}]`).value = filters.value(name);
    bar.querySelector("[data-name=sort]").setAttribute("aria-pressed", filters.has("sort", "newest"));
  };
  // Something else was chosen: it is another place in the history.
  const chosen = () => {
    next = undefined;
    filters.write(words().trim(), true);
    showValues();
    ask(LOOK);
  };

  const click = ({ target }) => {
    const { more, panel: opens, name, value } = target.dataset;
    if (more) {
      // Where it was pressed before nothing has come yet, or something failed.
      const what = next === undefined ? MORE : LOOK;
      next = results.querySelectorAll("h3").length;
      ask(what);
    } else if (opens !== undefined) {
      panel.hidden = !panel.hidden;
      target.setAttribute("aria-expanded", !panel.hidden);
      ask(LOOK);
    } else if (value && target.type === "button") {
      // What takes a choice back goes with it.
      if (target.closest(".chosen")) field.focus();
      filters.choose(name, value, !filters.has(name, value));
      chosen();
    }
  };
  const change = ({ target }) => {
    const { name, value } = target.dataset;
    if (!name) return;
    if (value) filters.choose(name, value, target.checked);
    else filters.set(name, target.value.trim());
    chosen();
  };

  // On the page arrows lead from the field into the results and back, and Enter on a link is the browser's. In the dialog the focus
  // stays in the field, arrows mark the next option or the last one before, round the list, and Enter follows it.
  const step = (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const way = { ArrowDown: 1, ArrowUp: -1, Escape: 0, Enter: 0 }[key];
    if (way === undefined || ctrlKey || metaKey || altKey) return;
    if (isUnseen) ask(TYPED);
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(target);
    if (isDialog && hasFailed && key === "Enter") {
      ask(LOOK);
    } else if (isDialog) {
      if (target !== field || key === "Escape" || !links.length) return;
      if (way) mark((marked + way + links.length) % links.length);
      else links[marked]?.click();
    } else {
      if (key === "Enter" || at < 0 && (target !== field || way !== 1)) return;
      const to = way ? links[at + way] : field;
      if (!to && way === 1) return;
      (to ?? field).focus();
    }
    event.preventDefault();
  };

  field.addEventListener("input", () => {
    next = undefined;
    isUnseen = hasTyped = true;
    later(GLANCE, () => ask(TYPED));
  });
  field.addEventListener("focus", () => {
    // Whoever goes back to the field wants the focus there.
    next = undefined;
    if (hasFailed) ask(LOOK);
  });
  place.addEventListener("keydown", step);
  if (!isDialog) {
    place.addEventListener("click", click);
    place.addEventListener("change", change);
    // The address is right before a result is followed, and before somebody takes it from the browser's own line.
    for (const leaves of ["focusin", "click"]) results.addEventListener(leaves, settle);
    addEventListener("blur", settle);
    addEventListener("scroll", () => below());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(LOOK);
    });
    addEventListener("popstate", () => {
      field.value = filters.read();
      showValues();
      ask(LOOK);
    });
    const typed = filters.read();
    field.value ||= typed;
    showValues();
  }
  ask(LOOK);
};

// The search as a dialog over another page. It is part of the search page, so that every page need not bring it along.
export const dialog = async (address, page) => {
  const whole = await page(address);
  document.body.append(document.importNode(whole.getElementById("search-dialog").content, true));
  const dialog = document.querySelector("dialog.searching");
  for (const name of ["lang", "dir"]) dialog[name] = whole.documentElement[name];
  Object.assign(dialog.querySelector("form").dataset, whole.querySelector("form[data-index]").dataset);
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target.closest("[data-close]")) dialog.close();
  });
  const slash = dialog.querySelector("[data-slash]");
  try {
    slash.checked = localStorage.slash !== "off";
    slash.addEventListener("change", () => { localStorage.slash = slash.checked ? "" : "off"; });
  } catch {
    // Where nothing may be kept, the key is off.
    slash.closest("p").hidden = true;
  }
  return dialog;
};
