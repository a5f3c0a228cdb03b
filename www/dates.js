// Says dates in another calendar, and clock times in another time zone, beside the words of the source and never in their place: in the
// list, in the panel of the chosen event, and along the axis. What is known to a month becomes months, what is known to a year years;
// where a calendar has no sensible answer nothing is said. The browser reckons (Intl); words and patterns are the page's.

const MINUTE = 60000;
const DAY = 86400000;
// Days since 1970-01-01 of a Gregorian date of any year; NaN where no browser knows it.
const dayOf = (year, month, day) => new Date(0).setUTCFullYear(year, month - 1, day) / DAY;

// The calendars by their names in the address: what browsers call them; the first day that is said; the first for which the reckoning
// is that of the calendar itself, so that before it every date is said to be about right; and the day after the last. The tables of
// Umm al-Qura go from 1300 to 1600, and a rule stands in for them before. The rule of 33 years by which browsers know Persian leap
// years has been compared with the equinox for 1178 to 1633. The rule of the Hebrew calendar is said to be of 4119, and was disputed
// up to 4683.
const CALENDARS = {
  hijri: { id: "islamic-umalqura", first: dayOf(622, 7, 19), exact: dayOf(1882, 11, 12), end: dayOf(2174, 11, 26), year: 354.36 },
  persian: { id: "persian", first: dayOf(622, 3, 21), exact: dayOf(1799, 3, 21), end: dayOf(2255, 3, 21), year: 365.24 },
  hebrew: { id: "hebrew", first: dayOf(358, 9, 22), exact: dayOf(923, 9, 20), end: dayOf(10000, 1, 1), year: 365.25 },
};
// Hebrew months as browsers name them in English, in the order in which the page may have them; the last is that of leap years.
const HEBREW = "Tishri,Heshvan,Kislev,Tevet,Shevat,Adar I,Adar,Nisan,Iyar,Sivan,Tamuz,Av,Elul,Adar II".split(",");

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);

// Which calendars and zones a reader may choose, and where the choice is kept.
const KEYS = ["calendar", "zone"];
const remembered = () => { try { return localStorage.dates; } catch { return undefined; } };
const remember = (chosen) => {
  const text = new URLSearchParams(chosen).toString();
  try {
    if (text) localStorage.dates = text;
    else delete localStorage.dates;
  } catch {}
};

// A date as EDTF has it: its first and last day, how well it is known, and its mark. Of a clock time also its moment, and how many
// minutes its place is ahead of UTC.
const DATE = /^(Y?-?[\dX]+)(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T(\d\d):(\d\d)(?::(\d\d))?(?:Z|([+-])(\d\d)(?::(\d\d))?))?([?~%]?)$/;
const readDate = (text) => {
  const [, years, month, day, hour, minute, second, sign, hours = 0, minutes = 0, mark] = text.match(DATE) ?? [];
  if (!years) return undefined;
  const [early, late] = ["0", "9"].map((digit) => Number(years.replace("Y", "").replaceAll("X", digit)));
  const span = (unit, first, last) => ({ unit, first, last, mark });
  if (!month || month === "XX") return span("year", dayOf(early, 1, 1), dayOf(late, 12, 31));
  // Seasons are whole months; a winter ends in the next year.
  const [from, count] = month > 12 ? [month * 3 - 60, 3] : [Number(month), 1];
  if (!day || day === "XX") return span("month", dayOf(early, from, 1), dayOf(early, from + count, 1) - 1);
  const at = dayOf(early, from, day);
  if (!hour) return span("day", at, at);
  const offset = (sign === "-" ? -1 : 1) * (hours * 60 + Number(minutes));
  const moment = at * DAY + (hour * 60 + Number(minute) - offset) * MINUTE + (second ?? 0) * 1000;
  return { ...span("clock", at, at), moment, offset, hasSecond: second !== undefined };
};

// Days, months and years of a calendar in the words of the page. `dates` are the page's patterns for all calendars, `page` those that
// the picture has for the Gregorian one.
const calendarWords = (name, dates, page) => {
  const number = (n, size = 1) => {
    const text = String(n).padStart(size, "0");
    return page.digits ? text.replace(/\d/g, (digit) => page.digits[digit]) : text;
  };
  const { lang } = document.documentElement;
  const known = CALENDARS[name];
  const formatter = (locale, month) => new Intl.DateTimeFormat([`${locale}-u-ca-${known.id}-nu-latn`, `en-u-ca-${known.id}-nu-latn`], {
    timeZone: "UTC",
    year: "numeric",
    month,
    day: "numeric",
  });
  const isHebrew = name === "hebrew";
  const own = { hijri: dates.monthsHijri, persian: dates.monthsPersian, hebrew: dates.monthsHebrew }[name]?.split(",");
  const plain = known && formatter("en", isHebrew ? "long" : "numeric");
  const spoken = known && !own && formatter(lang, "long");
  const part = (format, day, type) => format.formatToParts(day * DAY).find((part) => part.type === type)?.value;

  const gregorian = (day) => {
    const date = new Date(day * DAY);
    const month = date.getUTCMonth();
    return { year: date.getUTCFullYear(), month, name: page.months.split(",")[month], day: date.getUTCDate() };
  };
  // By what a browser calls them in English, which it may change.
  const names = {};
  const reckoned = (day) => {
    const parts = Object.fromEntries(plain.formatToParts(day * DAY).map(({ type, value }) => [type, value]));
    const month = isHebrew ? HEBREW.indexOf(parts.month) : parts.month - 1;
    names[parts.month] ??= own?.[month] ?? part(spoken ?? plain, day, "month");
    return { year: Number(parts.year), month, name: names[parts.month], day: Number(parts.day) };
  };
  const cache = new Map();
  // Year, month (from 0), its name, and day of the month.
  const fields = (day) => {
    if (!cache.has(day)) cache.set(day, known ? reckoned(day) : gregorian(day));
    return cache.get(day);
  };
  const yearPattern = { hijri: dates.yearHijri, persian: dates.yearPersian, hebrew: dates.yearHebrew }[name] ?? page.fCe?.replace("{y}", "{year}") ?? "{year}";
  const year = (text) => fill(yearPattern, { year: text });
  // The first of a month may be written in another way than the other days.
  const dayNumber = (n) => (n === 1 && page.first) || number(n);
  const ofMonth = (month, years) => fill(page.fMonth, { m: month, y: years });
  const ends = (pattern, first, last) => fill(pattern, { from: first, to: last });

  // From a day to a day, both included, said to the day, month or year: what both ends have is said once.
  const spans = {
    // A day with another number, or numbers, in the place of its own.
    oneDay: (at, day) => fill(page.fDay, { d: day, m: fields(at).name, y: year(number(fields(at).year)) }),
    day: (first, last) => {
      const [a, b] = [first, last].map(fields);
      const [from, to] = [a, b].map((end) => dayNumber(end.day));
      if (a.year !== b.year) return ends(page.fRange, spans.day(first, first), spans.day(last, last));
      if (a.name === b.name) return spans.oneDay(first, from === to ? from : `${from}–${to}`);
      return fill(dates.days, { day: from, month: a.name, end_day: to, end_month: b.name, year: year(number(a.year)) });
    },
    month: (first, last) => {
      const [a, b] = [first, last].map(fields);
      const [from, to] = [a, b].map((end) => ofMonth(end.name, year(number(end.year))));
      if (a.year !== b.year) return ends(page.fRange, from, to);
      return a.name === b.name ? from : ofMonth(ends(page.fRange, a.name, b.name), year(number(a.year)));
    },
    year: (first, last) => {
      const [from, to] = [first, last].map((day) => number(fields(day).year));
      return year(from === to ? from : `${from}–${to}`);
    },
  };
  const knows = (day) => (known ? day >= known.first && day < known.end : fields(day).year > 0 && fields(day).year < 10000);
  const isExact = (day) => !known || day >= known.exact;
  return { known, number, dayNumber, fields, spans, knows, isExact, ofMonth, year };
};

// Says a date of any form as the calendar and the zone have it; `undefined` where they add nothing to what the source says. The forms
// are those of `src/language/when.rs`.
const speaker = (calendar, zone, dates, page) => {
  const { known, number, dayNumber, fields, spans, knows, isExact } = calendar;
  const ahead = ({ moment, offset }) => {
    if (zone === "utc") return 0;
    return zone === "here" ? Math.round(-new Date(moment).getTimezoneOffset()) : offset;
  };
  const signed = (minutes) => {
    const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
    return `${minutes < 0 ? "−" : "+"}${number(hours)}${rest ? `:${number(rest, 2)}` : ""}`;
  };
  // The time where the zone is another, the day where it or the calendar is another. `before` is the day that has just been said.
  const clock = (date, before) => {
    const offset = ahead(date);
    const local = new Date(date.moment + offset * MINUTE);
    const day = Math.floor(local / DAY);
    if (!knows(day)) return undefined;
    const said = [];
    if (day !== before && (known || day !== date.first)) said.push(spans.day(day, day));
    if (offset !== date.offset) {
      const parts = [local.getUTCHours(), local.getUTCMinutes(), ...(date.hasSecond ? [local.getUTCSeconds()] : [])];
      const time = parts.map((part) => number(part, 2)).join(":");
      said.push(fill(zone === "utc" ? dates.utc : dates.here, { time, offset: signed(offset) }));
    }
    return said.length > 1 ? fill(dates.clock, { date: said[0], time: said[1] }) : said[0];
  };
  // A mark; where the reckoning is but about right, that too. Years are as good as ever.
  const marked = (date) => (date.unit === "year" || isExact(date.first) ? date.mark : { "": "~", "?": "%" }[date.mark] ?? "~");
  const around = (mark, said) => {
    const pattern = { "?": dates.uncertain, "~": dates.approximate, "%": dates.both }[mark];
    return said && pattern ? fill(pattern, { date: said }) : said;
  };
  const said = (date) => {
    if (date.unit === "clock") return clock(date);
    return known && knows(date.first) && knows(date.last) ? spans[date.unit](date.first, date.last) : undefined;
  };
  const one = (text) => {
    const date = readDate(text);
    return date && around(marked(date), said(date));
  };
  const within = (pattern, text) => {
    const date = one(text);
    return date && fill(pattern, { date });
  };
  const range = (pattern, from, to) => from && to && fill(pattern, { from, to });
  const between = (from, to) => {
    const [a, b] = [from, to].map(readDate);
    if (from === to || !a || !b) return one(from);
    if (marked(a) || marked(b) || a.unit !== b.unit) return range(dates.words, one(from), one(to));
    if (a.unit !== "clock") return said(a) && said(b) && spans[a.unit](a.first, b.last);
    const [first, last] = [clock(a), clock(b, Math.floor((a.moment + ahead(a) * MINUTE) / DAY))];
    // The second says nothing where it is of the same day and its time is not another.
    return last ? range(page.fRange, first, last) : first;
  };
  const member = (text, isOneOf) => {
    const [from, to] = text.split("..");
    if (to === undefined) return one(from);
    if (!from) return within(isOneOf ? dates.by : dates.until, to);
    if (!to) return within(isOneOf ? dates.notBefore : dates.since, from);
    return isOneOf ? range(dates.once, one(from), one(to)) : between(from, to);
  };
  const list = (all, isOneOf) => {
    const last = all.pop();
    return all.length ? all.join(dates.comma) + (isOneOf ? dates.or : dates.and) + last : last;
  };
  const set = (texts, isOneOf) => {
    const days = texts.map(readDate);
    if (known && days.every((date) => date?.unit === "day" && !marked(date) && said(date))) {
      // Days of one month say it once.
      const all = days.map((date) => fields(date.first));
      const [{ name, year }] = all;
      const numbers = all.map(({ day }) => dayNumber(day));
      if (all.every((day) => day.name === name && day.year === year)) return spans.oneDay(days[0].first, list(numbers, isOneOf));
    }
    const all = texts.map((text) => member(text, isOneOf));
    return all.every(Boolean) ? list(all, isOneOf) : undefined;
  };
  return (edtf) => {
    const [, bracket, members] = edtf.match(/^([[{])(.*)[\]}]$/) ?? [];
    if (bracket) return set(members.split(","), bracket === "[");
    const [from, to] = edtf.split("/");
    if (to === undefined) return one(from);
    if (from === "" || from === "..") return within(from ? dates.until : dates.untilUnknown, to);
    if (to === "" || to === "..") return within(to ? dates.since : dates.sinceUnknown, from);
    return between(from, to);
  };
};

// Lines of the axis closer than this, in pixels, would leave no room for what they say: numbers of days, names of months, years.
const CLOSEST = { day: 26, month: 104, year: 76 };
// The months of a calendar from one day to another, as their first days.
const months = ({ fields }, from, to) => {
  const found = [];
  const start = (day) => day - fields(day).day + 1;
  // No month has more days than 31, so this is in the next.
  for (let day = start(from); day <= to; day = start(day + 32)) found.push(day);
  return found;
};
// The first day of a year: some way before it, and then by months.
const yearStart = (calendar, year, near) => {
  const { fields, known } = calendar;
  let day = Math.floor(near + (year - fields(near).year - 1) * known.year - 40);
  while (fields(day).year < year) day = months(calendar, day, day + 32)[1];
  return day;
};
// Where the axis has lines between two days, what they say, and whether something greater begins there. `pixels` are those of a day.
const lines = (calendar, from, to, pixels) => {
  const { fields, spans, number, ofMonth, year } = calendar;
  const fits = (unit, days, steps) => steps.find((step) => days * step * pixels >= CLOSEST[unit]);
  const byDay = fits("day", 1, [1, 2, 5]);
  const byMonth = fits("month", 29.5, [1, 2, 3, 4, 6]);
  const found = [];
  if (byDay) {
    for (let day = from; day <= to; day++) {
      const at = fields(day).day;
      // The last day but one is too near to the first of the next month.
      if ((at - 1) % byDay === 0 && (byDay === 1 || at < 30)) {
        found.push({ day, text: number(at), full: spans.day(day, day), isStrong: at === 1 });
      }
    }
  } else if (byMonth) {
    for (const day of months(calendar, from, to)) {
      const { month, name, year: inYear } = fields(day);
      // Adar II is in the place of Adar; Elul, the thirteenth, is next to the first.
      if ((month === 13 ? 6 : month) % byMonth === 0 && (byMonth === 1 || month !== 12)) {
        found.push({ day, text: name, full: ofMonth(name, year(number(inYear))), isStrong: month === 0 });
      }
    }
  } else {
    let step = 1;
    for (let at = 0; step * 354 * pixels < CLOSEST.year; at++) step *= [2, 2.5, 2][at % 3];
    const last = fields(to).year;
    for (let at = Math.ceil(fields(from).year / step) * step; at <= last; at += step) {
      const text = year(number(at));
      found.push({ day: yearStart(calendar, at, from), text, full: text, isStrong: false });
    }
  }
  return found.filter(({ day }) => day >= from && day <= to);
};

// A second row of the axis over the picture, and the stretch that it shows in words.
const axis = (place, status, words) => {
  const row = document.createElement("div");
  row.className = "other-axis";
  row.setAttribute("aria-hidden", "true");
  place.before(row);
  let calendar;

  // The stretch in milliseconds, as far as the calendar goes, and the pixels of a millisecond.
  const shown = () => {
    const [from, to] = [place.dataset.from, place.dataset.to].map((text) => {
      const date = readDate(text ?? "");
      return date?.moment ?? date?.first * DAY;
    });
    if (!calendar?.known || !(from < to)) return undefined;
    // As `index/src/timeline/layout.rs` lays the picture out.
    const width = Math.floor(place.getBoundingClientRect().width);
    const left = width >= 672 ? Math.min(Math.max(width * 0.121, 100), 150) : 4;
    const right = Math.max(width - 6, left + 50);
    const [first, end] = [Math.max(from, calendar.known.first * DAY), Math.min(to, calendar.known.end * DAY)];
    return first < end ? { from, first, end, left, right, scale: (right - left) / (to - from) } : undefined;
  };
  const say = (stretch) => {
    const [first, last] = [Math.floor(stretch.first / DAY), Math.ceil(stretch.end / DAY) - 1];
    const unit = last - first > 1100 ? "year" : last - first > 92 ? "month" : "day";
    return fill(words.shown, { range: calendar.spans[unit](first, last) });
  };
  const lay = () => {
    clearTimeout(timer);
    const stretch = shown();
    row.replaceChildren();
    row.style.visibility = "";
    const said = stretch ? say(stretch) : "";
    if (status.textContent !== said) status.textContent = said;
    if (!stretch) return;
    const { from, first, end, left, right, scale } = stretch;
    const days = [Math.floor(first / DAY), Math.ceil(end / DAY) - 1];
    const found = lines(calendar, ...days, scale * DAY).map((line) => ({ ...line, x: left + (line.day * DAY - from) * scale }));
    const inside = found.filter(({ x }) => x >= left && x < right);
    const edge = left + (first - from) * scale;
    // What begins before the picture does is said at its edge where there is room, so that the row is never without a year.
    if (!inside.length || inside[0].x - edge > 240) {
      inside.unshift({ x: edge, full: calendar.spans[scale * DAY < 26 ? "month" : "day"](days[0], days[0]) });
    }
    const labels = inside.map(({ x, text, full, isStrong }, at) => {
      const label = document.createElement("span");
      const isFull = at === 0 || isStrong;
      label.textContent = isFull ? full : text;
      label.className = isFull ? "strong" : "";
      label.style.insetInlineStart = `${x}px`;
      return { label, x, wish: at === 0 ? 0 : isStrong ? 1 : 2 };
    });
    row.append(...labels.map(({ label }) => label));
    const widths = labels.map(({ label }) => label.offsetWidth);
    const taken = [];
    for (const wish of [0, 1, 2]) {
      labels.forEach(({ label, x, wish: own }, at) => {
        if (own !== wish) return;
        const last = x + widths[at] + 2;
        const isFree = last <= right + 12 && taken.every(([start, stop]) => last <= start || x >= stop);
        if (isFree) taken.push([x, last]);
        else label.remove();
      });
    }
  };
  // While the picture moves, the row would lie about it.
  let timer;
  const hide = () => {
    row.style.visibility = "hidden";
    clearTimeout(timer);
    timer = setTimeout(lay, 600);
  };
  place.addEventListener("pointermove", ({ pointerId }) => { if (place.hasPointerCapture(pointerId)) hide(); });
  for (const kind of ["wheel", "keydown"]) place.addEventListener(kind, (event) => { if (event.defaultPrevented) hide(); });
  addEventListener("click", ({ target }) => { if (target.closest("[data-zoom], [data-move], li[data-event], #timeline")) hide(); });
  addEventListener("resize", hide);
  // Before a page is printed there is no moment of rest.
  matchMedia("print").addEventListener("change", lay);
  new MutationObserver(lay).observe(place, { attributeFilter: ["data-from", "data-to"] });
  return (next) => {
    calendar = next;
    lay();
  };
};

// The words beside a date, or nothing where they add nothing.
const beside = (node, said) => {
  if (!said) return;
  const also = document.createElement("span");
  also.className = "also";
  also.textContent = `/ ${said}`;
  node.after(" ", also);
};
const clear = () => {
  for (const also of document.querySelectorAll(".also")) {
    also.previousSibling.remove();
    also.remove();
  }
};

// In the panel the date stands as a text. Where its event is not in the list, the page that tells of it has the date as written.
const chosenDate = async (panel, get) => {
  const item = document.querySelector("li[aria-current] .when [data-edtf]");
  if (item) return item.dataset.edtf;
  const link = panel.querySelector("h2 a");
  const page = await get(link.href);
  return page.getElementById(decodeURIComponent(link.hash.slice(1)))?.querySelector("[data-edtf]")?.dataset.edtf ?? "";
};


// Hears the choice. `get` fetches a page.
export const use = (fold, place, get, complain) => {
  const [calendars, zones] = KEYS.map((key) => fold.querySelector(`[name=${key}]`));
  // The script is asked for each time that the choice is opened.
  if (!calendars.disabled) return;
  const known = Intl.supportedValuesOf?.("calendar") ?? [];
  for (const option of calendars.querySelectorAll("[value]:not([value=''])")) {
    if (!known.includes(CALENDARS[option.value]?.id)) option.remove();
  }
  const [asked, before] = [new URLSearchParams(location.search), new URLSearchParams(remembered())];
  for (const select of [calendars, zones]) {
    const value = asked.get(select.name) ?? before.get(select.name);
    if ([...select.options].some((option) => option.value === value)) select.value = value;
    select.disabled = false;
  }
  const panel = document.getElementById("timeline-panel");
  const lay = axis(place, fold.lastElementChild, fold.dataset);
  let speak = () => undefined;
  // What has been reckoned once is there when a reader comes back to a calendar.
  const made = {};

  const inPanel = async () => {
    const over = panel.querySelector(".over");
    const asked = speak;
    if (!over || over.querySelector(".also")) return;
    const edtf = await chosenDate(panel, get);
    // Another choice may have been made by now.
    if (over.isConnected && asked === speak && !over.querySelector(".also")) beside(over.firstChild, speak(edtf));
  };
  const say = () => {
    const calendar = made[calendars.value] ??= calendarWords(calendars.value, fold.dataset, place.dataset);
    // It measures, which is quick before the list changes.
    lay(calendar);
    speak = speaker(calendar, zones.value, fold.dataset, place.dataset);
    clear();
    for (const node of document.querySelectorAll("li[data-event] [data-edtf], #timeline-panel [data-edtf]")) {
      beside(node, speak(node.dataset.edtf));
    }
    if (calendars.value || zones.value) inPanel().catch(complain);
  };
  fold.addEventListener("change", () => {
    const parameters = new URLSearchParams(location.search);
    const chosen = [calendars, zones].filter(({ value }) => value).map(({ name, value }) => [name, value]);
    for (const key of KEYS) parameters.delete(key);
    for (const [key, value] of chosen) parameters.set(key, value);
    remember(chosen);
    const search = parameters.toString();
    try {
      history.replaceState(null, "", location.pathname + (search && `?${search}`) + location.hash);
    } catch {}
    say();
  });
  new MutationObserver(() => { if (calendars.value || zones.value) inPanel().catch(complain); }).observe(panel, { childList: true });
  say();
};
