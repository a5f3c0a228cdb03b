// Shows the picture of the timeline over its list, and hears what a reader does with it. What is shown where, and what a movement
// means, comes from the module: `www/front/src/timeline.rs` lists its parts. Here is what only a page has: links, panel, status line,
// address; `paint.js`, which comes in one file with this, has the canvas. Texts go in as texts, never as markup.

// What the module says is to be done next. With none of these, what happened stays the browser's.
const [DRAW, CHOOSE, FOCUS] = [2, 3, 4];
// The picture rests after this pause, in milliseconds.
const PAUSE = 180;
// What is dragged is drawn anew after so much, four frames: by then a fast hand has come to the end of what was drawn.
const GLIMPSE = 64;
// A file that did not come is asked for again after so much.
const RETRY = 5000;
// What the mouse wheel means by a line, in pixels.
const LINE = 16;

// Parts of a text, and what stands between parts, items and groups of them.
const [PART, ITEM, GROUP] = ["\x1f", "\x1e", "\x1d"];

// The list of events in the page, which is the truth: what the module reads of it.
const items = () => document.querySelectorAll("li[data-event]");
const listed = () => [...items()].map((item) => {
  const { parts, lane, state, rank, event } = item.dataset;
  const inner = (selector) => item.querySelector(selector)?.textContent.trim();
  return [parts, lane, state, rank, inner(".to"), inner(".when > *"), event].join(PART);
}).join(ITEM);

// Links at the marks, as the module tells them.
const overlay = (place, layer, base) => {
  const links = [];
  // The event of each.
  const events = [];
  const eventOf = (link) => events[links.indexOf(link)];
  let chosen;
  return {
    eventOf,
    // The chosen event's.
    chosen: () => links[events.indexOf(chosen)],
    // Lays them anew.
    tell: (numbers, said) => {
      const texts = said.split(PART).values();
      const next = () => texts.next().value;
      const focused = eventOf(document.activeElement);
      const count = (numbers.length - 1) / 5;
      chosen = numbers[0];
      for (let at = 0; at < count; at++) {
        const [event, ...box] = numbers.subarray(at * 5 + 1, at * 5 + 6);
        links[at] ??= element(layer, "a", { tabindex: "-1", draggable: "false" });
        const link = links[at];
        if (events[at] !== event) {
          events[at] = event;
          link.href = base + next();
          link.title = next();
          link.setAttribute("aria-label", link.title);
        }
        ["left", "top", "width", "height"].forEach((side, n) => { link.style[side] = `${box[n]}px`; });
      }
      for (const link of links.splice(count)) link.remove();
      events.length = count;
      // The focus stays with an event or goes back to the picture; it never slips to another event.
      if (eventOf(document.activeElement) !== focused) (links[events.indexOf(focused)] ?? place).focus();
    },
  };
};

// What is chosen, in the list and in the panel. `fill` finds out the rest.
const choose = (told, panel, { base, tClose }, fill) => {
  // With each file that comes it is told anew; the reader may be in the panel.
  if (panel.told === told) return;
  panel.told = told;
  const [address, label, when, state] = told.split(PART);
  let chosen;
  for (const item of items()) {
    if (told && item.dataset.event === address) {
      item.setAttribute("aria-current", "true");
      chosen = item;
    } else {
      item.removeAttribute("aria-current");
    }
  }
  panel.replaceChildren();
  panel.hidden = !told;
  if (!told) return;
  const over = element(panel, "p", { class: "over" }, `${when} `);
  if (state) element(over, "span", { class: "state" }, state);
  element(element(panel, "h2"), "a", { href: base + address }, label);
  element(element(panel, "p"), "button", { type: "button" }, tClose);
  // What the item says besides its date and its text: who, where, sources, notes, accounts.
  const parts = chosen?.querySelectorAll(":scope > :not(.mk, .when, :has(> .to))") ?? [];
  for (const part of parts) panel.append(part.cloneNode(true));
  fill(panel);
};

// Range and event into the address, without a new page in the history. A browser may refuse too many changes at once; then the next
// one says it all.
const write = (from, to, event) => {
  const parameters = new URLSearchParams(location.search);
  parameters.set("from", from);
  parameters.set("to", to);
  if (event) parameters.set("event", event);
  else parameters.delete("event");
  try {
    history.replaceState(null, "", `${location.pathname}?${parameters}${location.hash}`);
  } catch {}
};

// What the module calls by these names: a page has one picture.
let screen;
let over;
const width = (text, isBold) => screen.width(text, isBold);
const tell = (isLink, numbers, texts) => (isLink ? over : screen).tell(numbers, texts);

// Opens the picture of a timeline by its root, or without one of the list in the page. `get` fetches another file by its path, and
// `fill` puts into the panel what the picture does not know. Gives what draws the events of another list in its place, or without one
// all again.
export const picture = (module, file, place, get, complain, fill) => {
  const figure = place.closest("figure");
  const [status, panel] = [figure?.querySelector(".tl-status"), document.getElementById("timeline-panel")];
  if (!status || !panel) throw new Error("the page lacks an element");
  const isRightToLeft = getComputedStyle(place).direction === "rtl";
  const parameters = new URLSearchParams(location.search);
  const texts = [...place.attributes].map(({ name, value }) => [name, value]);
  for (const name of ["from", "to", "event"]) if (parameters.has(name)) texts.push([name, parameters.get(name)]);
  // Where the chosen event is in the list, its date is known before any file has come.
  const listedAt = [...items()].find((item) => item.dataset.event === parameters.get("event"));
  if (listedAt) texts.push(["parts", listedAt.dataset.parts]);
  texts.push(["direction", isRightToLeft ? "rtl" : "ltr"]);
  const wrong = module.open(file, file ? "" : listed(), texts.map((pair) => pair.join(PART)).join(ITEM), Date.now() / 1000);
  if (wrong) throw new Error(wrong);

  // Below the canvases, which let the pointer through: links above what moves would be composited anew with each frame.
  over = overlay(place, element(place, "div"), place.dataset.base);
  screen = painter(place, element(place, "span"), isRightToLeft);
  place.tabIndex = 0;
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", place.dataset.tLabel);
  const buttons = [...figure.querySelectorAll("button[data-zoom], button[data-move]")];
  for (const button of buttons) button.disabled = false;

  // What did not come, or came damaged, is asked for again after a while; until then the page says what is known.
  let isDamaged = false;
  const bring = async (path) => {
    const file = await get(path);
    if (go(module.arrived(path, file))) return;
    if (file && !isDamaged) complain(Error(`${path}: damaged`));
    isDamaged ||= file;
    say();
    setTimeout(fetchAll, RETRY, true);
  };
  const fetchAll = (again) => { for (const path of module.lacks(again).split("\n")) if (path) bring(path).catch(complain); };
  const draw = () => {
    module.draw();
    fetchAll();
  };
  // Who waits at the picture for what is chosen gets there when it is told of.
  const lay = () => {
    module.links();
    if (document.activeElement === place && !panel.hidden) over.chosen()?.focus();
  };
  const fit = () => module.resize(...screen.fit());

  // A frame draws. When nothing has changed for a moment, what is not part of the picture follows.
  let isAsked = false;
  let timer;
  let pause = 0;
  const ask = () => {
    if (!isAsked) requestAnimationFrame(frame);
    isAsked = true;
  };
  // What is only dragged moves as it was drawn for a few frames.
  let drawn = 0;
  let isShifted = false;
  const frame = (now) => {
    isAsked = false;
    const by = module.shift();
    isShifted = by !== 0 && now - drawn < GLIMPSE && screen.shift(by);
    if (!isShifted) {
      drawn = now;
      draw();
    }
    clearTimeout(timer);
    timer = setTimeout(rest, pause);
    pause = PAUSE;
  };
  const rest = () => {
    if (isShifted) draw();
    isShifted = false;
    lay();
    say();
    fetchAll();
    document.documentElement.dataset.timeline = "ready";
  };
  const say = () => {
    const [said, steps, range, event] = module.rest().split(GROUP);
    // What is said twice would be spoken twice.
    if (said && status.textContent.trim() !== said) status.textContent = said;
    for (const button of buttons) {
      const { zoom } = button.dataset;
      if (zoom) button.setAttribute("aria-pressed", steps.split(" ").includes(zoom));
    }
    const [from, to, faded] = range.split(PART);
    Object.assign(place.dataset, { from, to, faded });
    if (event !== undefined) write(from, to, event);
  };

  const show = () => choose(module.chosen(), panel, place.dataset, fill);
  // Draws at once, and gives the focus to the link of the chosen event, whose name is then spoken, or back to the picture.
  const focus = () => {
    if (panel.hidden) return place.focus();
    draw();
    lay();
    over.chosen()?.focus();
  };
  const go = (step) => {
    if (step >= CHOOSE) show();
    if (step === FOCUS) focus();
    if (step >= DRAW) ask();
    return step > 0;
  };

  // Where a pointer is, from the early side and from above.
  const at = ({ clientX, clientY }) => {
    const { left, top, width } = place.getBoundingClientRect();
    const x = clientX - left;
    return [isRightToLeft ? width - x : x, clientY - top];
  };
  const isModified = ({ ctrlKey, metaKey, altKey }) => ctrlKey || metaKey || altKey;
  const hear = {
    pointerdown: (event) => { if (event.button === 0) module.down(event.pointerId, ...at(event)); },
    pointermove: (event) => { if (go(module.moved(event.pointerId, ...at(event)))) place.setPointerCapture(event.pointerId); },
    pointerup: (event) => module.up(event.pointerId),
    pointercancel: (event) => module.up(event.pointerId),
    // It zooms while the picture has the focus, or with Control as everywhere; otherwise the page scrolls.
    wheel: (event) => {
      const isOwn = event.ctrlKey || place.contains(document.activeElement);
      const [across, along] = [event.deltaX, event.deltaY].map((by) => by * (event.deltaMode ? LINE : 1));
      if (go(module.wheel(across, along, at(event)[0], isOwn))) event.preventDefault();
    },
    keydown: (event) => { if (!isModified(event) && go(module.press(event.key))) event.preventDefault(); },
  };
  for (const kind in hear) place.addEventListener(kind, hear[kind]);

  // Clicks anywhere in the page: on buttons, links over the picture, squares, and items of the list.
  addEventListener("click", (event) => {
    const { target } = event;
    const button = target.closest("button");
    const item = target.closest("li[data-event]");
    if (button) {
      // The button of the panel does what the key does.
      const { zoom, move } = button.dataset;
      go(module.press(panel.contains(button) ? "Escape" : zoom ?? move ?? ""));
    } else if (place.contains(target)) {
      // Enter on a link is a click without a pointer, and opens it.
      if (event.detail === 0) return;
      const isForMore = isModified(event) || event.shiftKey;
      if (go(module.click(over.eventOf(target) ?? -1, ...at(event), isForMore))) event.preventDefault();
    } else if (item && !target.closest("a")) {
      go(module.click_item(item.dataset.event, item.dataset.parts));
    }
  });

  // At once, and not in the next frame: before a page is printed there is none.
  const again = () => {
    fit();
    draw();
    ask();
  };
  addEventListener("resize", again);
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"]) {
    matchMedia(query).addEventListener("change", again);
  }
  fit();
  show();
  ask();
  return (list = file ? "" : listed()) => go(module.list(list));
};
