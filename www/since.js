// Says which events are new since a reader's last visit. What was there then stays in this browser, as addresses of events without
// any time: so two briefs of one day are told apart, and no one learns who was here when.

// A year, in seconds, where nothing closer is needed.
const YEAR = 31556952;

// A second as the address of a picture has it (`www/front/src/timeline/view.rs`).
const written = (second) => {
  const date = new Date(second * 1000);
  // Further than dates reach.
  if (isNaN(date)) return `Y${Math.floor(second / YEAR) + 1970}`;
  const [, sign, day, minute] = date.toISOString().match(/^([+-]?)(.*)T(.....)/);
  return `${sign && "Y"}${sign === "-" ? sign : ""}${day}T${minute}Z`;
};

// The events of the file that were not there before.
export const fresh = ({ events }, before) => {
  const known = new Set(before.events);
  const isKnown = events.map(([address]) => known.has(address));
  const last = isKnown.lastIndexOf(true);
  // The file has the newest briefs only. What comes after all that was there before had no room then, and is not new.
  return events.filter((_, at) => !isKnown[at] && (!before.more || last < 0 || at < last));
};

// What a store of this browser knows of an earlier visit. A reader may allow no store, and anything may be in it.
const stored = (store, key) => {
  try {
    const before = JSON.parse(window[store][key]);
    return Array.isArray(before.events) ? before : undefined;
  } catch {
    return undefined;
  }
};
const keep = (store, key, seen) => {
  try {
    window[store][key] = JSON.stringify(seen);
  } catch {}
};

// Calls `then` once a reader has the picture in sight: what comes into view in a tab behind others has been seen by nobody.
const whenSeen = (place, then) => {
  const observer = new IntersectionObserver((seen) => {
    if (document.hidden || !seen.some((entry) => entry.isIntersecting)) return;
    document.removeEventListener("visibilitychange", look);
    observer.disconnect();
    then();
  });
  const look = () => {
    observer.disconnect();
    observer.observe(place);
  };
  document.addEventListener("visibilitychange", look);
  look();
};

// A link to the stretch in which these events lie, and a word at those that the list has.
const tell = (slot, place, events, isMore) => {
  const { tNew, tSince, tMore, tMark } = slot.dataset;
  const { digits } = place.dataset;
  const number = digits ? String(events.length).replace(/\d/g, (digit) => digits[digit]) : String(events.length);
  const count = isMore ? tMore.replace("{n}", number) : number;
  const [from, to] = [Math.min(...events.map((event) => event[1])), Math.max(...events.map((event) => event[2]))];
  const margin = Math.max(86400, (to - from) * 0.06);
  const shown = new URLSearchParams({ from: written(from - margin), to: written(to + margin) });
  if (events.length === 1) shown.set("event", events[0][0]);
  const link = document.createElement("a");
  link.href = `?${shown}`;
  // The second where there is room for it.
  for (const text of [tNew, tSince]) {
    const part = document.createElement("span");
    part.textContent = text.replace("{n}", count);
    link.append(part);
  }
  slot.replaceChildren(link);
  const isNew = new Set(events.map(([address]) => address));
  for (const item of document.querySelectorAll("li[data-event]")) {
    if (!isNew.has(item.dataset.event)) continue;
    const word = document.createElement("span");
    word.className = "new";
    word.textContent = tMark;
    item.querySelector(".when").append(" ", word);
  }
};

// `slot` is where the link goes; it says where the file is. `place` is the picture's.
export const use = async (slot, place) => {
  const key = `seen:${place.dataset.base}`;
  const last = stored("localStorage", key);
  const answer = await fetch(slot.dataset.news);
  if (!answer.ok) throw new Error(`${slot.dataset.news}: ${answer.status}`);
  const file = await answer.json();
  // A reader who goes to a brief and comes back makes no visit of it: what was new is still marked, unless there is newer.
  const [{ type }] = performance.getEntriesByType("navigation");
  const goesOn = type !== "navigate" || document.referrer.startsWith(`${location.origin}/`);
  const first = goesOn && last && !fresh(file, last).length ? stored("sessionStorage", key) : undefined;
  const before = first ?? last;
  const events = before ? fresh(file, before) : [];
  if (events.length) tell(slot, place, events, file.more && events.length === file.events.length);
  whenSeen(place, () => {
    const seen = { more: file.more, events: file.events.map(([address]) => address) };
    keep("localStorage", key, seen);
    keep("sessionStorage", key, before ?? seen);
  });
};
