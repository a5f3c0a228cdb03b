// The lists of events, which are the truth: those of a page, and of the pages to which it leads. It comes to a page at the head of the
// scripts that use it.

// The second of a date of the address: `www/front/src/timeline/view.rs` writes them.
const second = (text) => {
  const [, year, month, day, hour = 0, minute = 0] = text.match(/^(-?\d+)-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)Z)?$/) ?? [];
  // Further than a calendar reaches: all of it.
  if (!year) return text.startsWith("Y-") ? -Infinity : Infinity;
  return new Date(0).setUTCFullYear(year, month - 1, day) / 1000 + hour * 3600 + minute * 60;
};

// A number as the page writes it, by the attributes of the picture's place.
const written = (number, { digits, group, groupFrom }) => {
  const grouped = number < groupFrom ? String(number) : String(number).replace(/\B(?=(\d{3})+$)/g, group);
  return digits ? grouped.replace(/\d/g, (digit) => digits[digit]) : grouped;
};

// Whether something between two seconds is shown in a range.
const isWithin = ([from, to], start, end) => start < to && end > from;

// The items of a page's list and of the lists of a range to which it leads, each event once. `faded` is how many seconds a fade covers;
// `get` fetches a page. Nothing, where that would take more than `most` pages.
const gathered = async (page, range, faded, get, most = Infinity) => {
  const listed = (page) => [...page.querySelectorAll("li[data-event]")].map((item) => [item.dataset.event, item]);
  const events = new Map(listed(page));
  const open = [page];
  // A site's own templates may lead in a circle.
  const asked = new Set();
  while (open.length) {
    const links = open.pop().querySelectorAll("a[data-within]");
    const wanted = [...links].filter((link) => {
      const [start, end] = link.dataset.within.split(" ").map(Number);
      return isWithin(range, start - faded, end + faded);
    });
    for (const href of wanted.map((link) => link.getAttribute("href"))) {
      if (asked.has(href)) continue;
      if (asked.size === most) return undefined;
      asked.add(href);
      const next = await get(href);
      // What this page has stays this page's.
      for (const [event, item] of listed(next)) if (!events.has(event)) events.set(event, item);
      open.push(next);
    }
  }
  return [...events.values()];
};

