// Writes the events that the picture shows into a file of the reader's: for calendars, tables, programs, or TimelineJS. They are read
// from the list, which is the truth: this page's own, and where the picture shows more, the lists of the other years and months
// (`lists.js`).

const DAY = 86400;
// A calendar knows the years 1 to 9999, in seconds since 1970-01-01T00:00Z.
const [FIRST, LAST] = [-62135596800, 253402300800];
const hasPlace = ({ from, to }) => from >= FIRST && to < LAST;

// Year, month, day, hour and minute in UTC of a second of any year: http://howardhinnant.github.io/date_algorithms.html#civil_from_days.
const civil = (second) => {
  const days = Math.floor(second / DAY);
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const ofEra = shifted - era * 146097;
  const year = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365);
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const minutes = Math.floor((second - days * DAY) / 60);
  return {
    year: year + era * 400 + (month > 9 ? 1 : 0),
    month: month > 9 ? month - 9 : month + 3,
    day: ofYear - Math.floor((153 * month + 2) / 5) + 1,
    hour: Math.floor(minutes / 60),
    minute: minutes % 60,
    second: second - days * DAY - minutes * 60,
  };
};
const two = (number) => String(number).padStart(2, "0");
const edtf = (second) => {
  const { year, month, day, hour, minute, second: rest } = civil(second);
  const clock = second % DAY === 0 ? "" : `T${two(hour)}:${two(minute)}:${two(rest)}Z`;
  // As EDTF has them: four digits, or more behind a Y.
  const size = String(Math.abs(year)).padStart(4, "0");
  return `${size.length > 4 ? "Y" : ""}${year < 0 ? "-" : ""}${size}-${two(month)}-${two(day)}${clock}`;
};

// The events of a page's list. A date has parts of three words each: start, end, and what it is; an end that nobody knows is `?`, an
// open one `.` (`index/src/timeline/attribute.rs`).
const listed = (items, base) => items.map((item) => {
  const { event, parts, lane = "", state = "reported", rank = "3" } = item.dataset;
  const inner = (selector) => item.querySelector(selector)?.textContent.trim() ?? "";
  const isKnown = (end) => end !== "?" && end !== ".";
  const [starts, ends] = [0, 1].map((which) => parts.split(" ").filter((_, at) => at % 3 === which));
  const known = [...starts, ...ends].filter(isKnown).map(Number);
  return {
    id: event,
    edtf: item.querySelector("[data-edtf]")?.dataset.edtf ?? "",
    // The first known second, and the one after the last. Where an end is open, the event may go on.
    from: Math.min(...known),
    to: Math.max(...known),
    isOpen: [!starts.every(isKnown), !ends.every(isKnown)],
    when: inner(".when > *"),
    what: inner(".to"),
    state,
    stateInWords: inner(".when .state"),
    rank: Number(rank),
    lane,
    publishers: [...item.querySelectorAll(".meta span")].map((name) => name.textContent.trim()).slice(lane ? 1 : 0),
    url: new URL(base + event, location.href).href,
  };
});

// The events of a range, in the order of time. `faded` is how many seconds a fade covers.
const collected = async (page, base, range, faded, get, isChosen) => {
  const items = (await gathered(page, range, faded, get)).filter((item) => isChosen(item.dataset.event));
  // Where an end is not known, the picture has a fade.
  const shown = listed(items, base).filter(({ from, to, isOpen }) => {
    const [start, end] = [from - isOpen[0] * faded, to + isOpen[1] * faded];
    return isWithin(range, start, end);
  });
  return shown.sort((a, b) => a.from - b.from || a.to - b.to);
};

// What has but one end is told as its first day, or its last where the start is open; of clock times, the minute.
const spanned = (event) => {
  const { from, to, isOpen } = event;
  if (from < to) return event;
  const unit = from % DAY === 0 ? DAY : 60;
  return isOpen[0] ? { ...event, from: to - unit } : { ...event, to: from + unit };
};

// RFC 5545: texts are escaped, lines end in CR LF and are folded after at most 75 bytes.
const folded = (line) => {
  const bytes = new TextEncoder();
  let out = "";
  let length = 0;
  for (const letter of line) {
    const size = bytes.encode(letter).length;
    if (length + size > 75) {
      out += "\r\n ";
      length = 1;
    }
    out += letter;
    length += size;
  }
  return `${out}\r\n`;
};
const calendarText = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n").replace(/[\x00-\x1f\x7f]/g, " ");
const STATUS = { planned: "TENTATIVE", disputed: "TENTATIVE", denied: "TENTATIVE", cancelled: "CANCELLED" };

// An event is whole days, but for clock times; what is coarser than a day spans all its days, and its note says the date in words.
const calendar = (events, now) => {
  const day = (second) => {
    const { year, month, day } = civil(second);
    return String(year).padStart(4, "0") + two(month) + two(day);
  };
  const moment = (second) => {
    const { hour, minute, second: rest } = civil(second);
    return `${day(second)}T${two(hour)}${two(minute)}${two(rest)}Z`;
  };
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Briefing//Timeline//EN", "CALSCALE:GREGORIAN"];
  for (const event of events.map(spanned).filter(hasPlace)) {
    const { id, edtf, from, to, when, what, state, stateInWords, lane, publishers, url } = event;
    const isDays = from % DAY === 0 && to % DAY === 0;
    const [start, end] = isDays
      ? [`;VALUE=DATE:${day(from)}`, `;VALUE=DATE:${day(to)}`]
      : [`:${moment(from)}`, `:${moment(to)}`];
    const notes = [`${when} (${edtf})`, stateInWords, publishers.join(", "), url].filter(Boolean);
    lines.push(
      "BEGIN:VEVENT",
      `UID:${encodeURI(id)}@${location.host || "site"}`,
      `DTSTAMP:${moment(Math.floor(now))}`,
      `DTSTART${start}`,
      `DTEND${end}`,
      `SUMMARY:${calendarText(what)}`,
      `DESCRIPTION:${calendarText(notes.join("\n"))}`,
      `URL:${url}`,
      `STATUS:${STATUS[state] ?? "CONFIRMED"}`,
      "TRANSP:TRANSPARENT",
    );
    if (lane) lines.push(`CATEGORIES:${calendarText(lane)}`);
    lines.push("END:VEVENT");
  }
  lines.push("END:VCALENDAR");
  return lines.map(folded).join("");
};

const COLUMNS = ["edtf", "from", "to", "when", "what", "state", "rank", "lane", "publishers", "url"];
// What is known of an event, as a table and programs have it: seconds as dates, the end exclusive, and nothing where an end is open.
const plain = (event) => {
  const [from, to] = [event.from, event.to].map((second, end) => (event.isOpen[end] ? "" : edtf(second)));
  return { ...event, from, to };
};
// RFC 4180. A text that a table would take for a formula has an apostrophe before it, as tables themselves write it. A date of a year
// before the first begins with a minus too, and stays.
const cell = (value) => {
  const text = String(value);
  return `"${(/^(?:[=+@\t\r\n＝＋－＠]|-(?!\d[\dXT:Z%~?/.,-]*$))/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};
const table = (events) => {
  const lines = events.map(plain).map((event) => COLUMNS.map((name) => cell([event[name]].flat().join("; "))).join(","));
  return `\ufeff${[COLUMNS.map(cell).join(","), ...lines].join("\r\n")}\r\n`;
};
const json = (events) => JSON.stringify(events.map(plain), [...COLUMNS], 1);

// https://timeline.knightlab.com/docs/json-format.html: its texts are markup.
const timelineJs = (events, title) => {
  const markup = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const date = (second, isDays) => {
    const { year, month, day, hour, minute } = civil(second);
    return isDays ? { year, month, day } : { year, month, day, hour, minute };
  };
  const told = events.map(spanned).map(({ id, from, to, when, what, stateInWords, lane, publishers, url }) => {
    const isDays = from % DAY === 0 && to % DAY === 0;
    const notes = [stateInWords, publishers.join(", ")].filter(Boolean).map(markup).join(" · ");
    const event = {
      unique_id: id,
      start_date: date(from, isDays),
      display_date: when,
      text: { headline: markup(what), text: `<p>${notes}</p><p><a href="${markup(url)}">${markup(url)}</a></p>` },
    };
    // The last second that it has.
    if (to - from > (isDays ? DAY : 60)) event.end_date = date(to - 1, isDays);
    if (lane) event.group = lane;
    return event;
  });
  return JSON.stringify({ title: { text: { headline: markup(title) } }, events: told }, undefined, 1);
};

// What is written: its text, the type and the ending of its file.
export const file = (kind, events, title, now) => ({
  ics: () => [calendar(events, now), "text/calendar", "ics"],
  csv: () => [table(events), "text/csv", "csv"],
  json: () => [json(events), "application/json", "json"],
  timelinejs: () => [timelineJs(events, title), "application/json", "timelinejs.json"],
})[kind]();

// Gathers what the picture shows, and hands it to the reader. `get` fetches a page. The place of the picture says where it begins and
// ends, and where what would fade into it begins.
const save = async (kind, place, get) => {
  const { from, to, faded, base, tLoading, tSaved, tLeftOut } = place.dataset;
  const count = (number) => written(number, place.dataset);
  // What a reader left out of the picture stays out: `lanes.js`.
  const isChosen = place.isChosen ?? (() => true);
  const said = document.querySelector("[data-saved]");
  said.textContent = tLoading;
  const range = [second(from), second(to)];
  const events = await collected(document, base, range, range[0] - second(faded) || 0, get, isChosen);
  const title = document.querySelector("h1").textContent.trim();
  const [text, type, ending] = file(kind, events, title, Date.now() / 1000);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = `${location.pathname.split("/").filter(Boolean).join("-") || "timeline"}.${ending}`;
  link.click();
  // The browser has it once the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  const left = kind === "ics" ? events.map(spanned).filter((event) => !hasPlace(event)).length : 0;
  said.textContent = tSaved.replace("{n}", count(events.length - left)) + (left ? ` ${tLeftOut.replace("{n}", count(left))}` : "");
};

// Gives the buttons their work, once they are there to be pressed.
export const use = (fold, place, get, complain) => {
  for (const button of fold.querySelectorAll("button:disabled")) {
    button.disabled = false;
    button.addEventListener("click", () => save(button.dataset.export, place, get).catch((error) => {
      complain(error);
      fold.lastElementChild.textContent = fold.dataset.tFailed;
    }));
  }
};
