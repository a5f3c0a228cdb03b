// Put into each page by `briefing serve`, and into no other: shows a page anew after a good build, and in a bar what is wrong.
// The bar is in a shadow tree, so that neither the site's styles nor this one change what is not theirs.

/** The build that this page is of, as its address says; empty where the site has never been built. */
const shown = new URL(import.meta.url).searchParams.get('build') ?? '';
/** What the author did with the bar lasts until the messages change. */
const PUT_AWAY = 'briefing-put-away';
const FOLDED = { error: 'briefing-folded-errors', warning: 'briefing-folded-warnings' };
/** More of them nobody reads in a page; the terminal has more. */
const MOST = 50;

let events;
let bar;

// A browser keeps six connections to a host of HTTP/1.1, and each stream holds one: a seventh tab would never load. So
// only pages that are seen listen. The first event after coming back tells of the builds in between.
function listen() {
  if (document.visibilityState === 'hidden') {
    events?.close();
    events = undefined;
  } else if (events === undefined) {
    events = new EventSource('/-briefing/events');
    events.onmessage = built;
  }
}

async function built({ data }) {
  if (JSON.parse(data).shown !== shown) {
    location.reload();
    return;
  }
  try {
    const text = await (await fetch('/-briefing/problems')).text();
    const isError = ({ severity }) => severity === 'error';
    show(JSON.parse(text).sort((a, b) => isError(b) - isError(a)), text);
  } catch (problem) {
    console.error('preview: the messages could not be fetched', problem);
  }
}

function show(problems, text) {
  if (problems.length === 0) {
    bar?.host.remove();
    bar = undefined;
    document.body.style.removeProperty('padding-block-end');
    sessionStorage.removeItem(PUT_AWAY);
    return;
  }
  const key = `${problems.length} ${text.length} ${sum(text)}`;
  if (sessionStorage.getItem(PUT_AWAY) === key) return;
  bar ??= newBar();
  fill(bar, problems, key);
}

/** Tells one text from another; no more is asked of it. */
function sum(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return sum;
}

function newBar() {
  const host = document.createElement('div');
  host.id = 'briefing-problems';
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const section = element('section', { lang: 'en', dir: 'ltr', 'aria-label': 'Problems of the site' });
  const summary = element('div', { class: 'summary' });
  const status = element('p', { role: 'status' });
  const fold = element('button', { type: 'button', class: 'fold', 'aria-controls': 'list' });
  const away = element('button', { type: 'button', class: 'away', 'aria-label': 'Put away these messages' }, 'Put away');
  const list = element('ol', { id: 'list', tabindex: '0', 'aria-label': 'Messages' });
  summary.append(status, fold, away);
  section.append(summary, list);
  root.append(section);
  document.body.append(host);
  return { host, root, section, summary, status, fold, away, list };
}

function fill(bar, problems, key) {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const last = errors > 0 && shown !== '' ? '. The page is as it was before' : '';
  const words = [counted(errors, 'error'), counted(problems.length - errors, 'warning')].filter(Boolean).join(', ');
  bar.section.className = errors > 0 ? 'error' : 'warning';
  // A moment later: what comes together with its live region is not read out.
  setTimeout(() => {
    if (bar.status.textContent !== words + last) bar.status.textContent = words + last;
    if (bar.host.isConnected) document.body.style.paddingBlockEnd = `${bar.summary.offsetHeight + 16}px`;
  }, 50);
  const rest = problems.length - MOST;
  bar.list.replaceChildren(...problems.slice(0, MOST).map(item));
  if (rest > 0) bar.list.append(element('li', {}, `${rest} more; \`briefing check\` tells them all.`));
  // Errors are to be seen; warnings may wait.
  const kept = FOLDED[bar.section.className];
  const asked = sessionStorage.getItem(kept);
  setFold(bar, asked === null ? errors === 0 : asked === 'true');
  bar.fold.onclick = () => {
    const folded = !bar.list.hidden;
    sessionStorage.setItem(kept, String(folded));
    setFold(bar, folded);
  };
  bar.away.onclick = () => putAway(bar, key);
  bar.section.onkeydown = (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    putAway(bar, key);
  };
}

function setFold({ list, fold }, folded) {
  list.hidden = folded;
  fold.setAttribute('aria-expanded', String(!folded));
  fold.textContent = folded ? 'Show' : 'Hide';
}

function putAway({ host }, key) {
  sessionStorage.setItem(PUT_AWAY, key);
  host.remove();
  bar = undefined;
  document.body.style.removeProperty('padding-block-end');
}

function item({ severity, code, file, line, column, end_line, end_column, source, message, label, help }) {
  const entry = element('li', { class: severity });
  const head = element('p', { class: 'message' });
  head.append(element('strong', {}, `${severity}: `), ...words(message));
  const place = line === null ? file : `${file}:${line}:${column}`;
  const where = element('p', { class: 'place' });
  where.append(element('code', { dir: 'auto' }, place), ` ${code}`);
  entry.append(head, where);
  if (source) {
    const pre = element('pre', {});
    const isWhole = line === end_line && source.length < 1000;
    pre.append(marked(source, isWhole ? column - 1 : 0, isWhole ? end_column - 1 : 0));
    entry.append(pre);
  }
  if (label) entry.append(paragraph('label', label));
  if (help) entry.append(paragraph('help', help, 'Hint: '));
  return entry;
}

function paragraph(name, text, before = '') {
  const made = element('p', { class: name });
  if (before) made.append(element('strong', {}, before));
  made.append(...words(text));
  return made;
}

/** A line of a file with a part of it marked; places count characters. */
function marked(source, from, to) {
  const signs = [...source];
  const part = (from, to) => signs.slice(from, to).join('');
  const line = element('code', { dir: 'auto' });
  line.append(part(0, from));
  if (to > from) line.append(element('mark', {}, part(from, to)));
  line.append(part(to));
  return line;
}

/** A message in which names stand between backticks. */
function words(text) {
  return text.split('`').map((part, at) => (at % 2 === 1 ? element('code', { dir: 'auto' }, part) : part));
}

function counted(count, name) {
  if (count === 0) return '';
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}

function element(name, attributes, text = '') {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(text);
  return made;
}

const STYLE = `
  :host { all: initial; }
  section {
    position: fixed; inset-inline: 0; inset-block-end: 0; z-index: 2147483647; max-block-size: 60vb;
    display: flex; flex-direction: column; border-block-start: 4px solid #e0b23c;
    background: #1d1c1a; color: #fdfcf9; font: 0.9375rem/1.5 system-ui, sans-serif; color-scheme: dark;
  }
  section.error { border-block-start-color: #ff8a73; }
  .summary { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; padding: 0.375rem 1rem; }
  .summary p { flex: 1 1 12rem; margin: 0; font-weight: 600; }
  button {
    min-block-size: 2rem; padding: 0.125rem 0.75rem; border: 1px solid #b9b5ac; border-radius: 4px;
    background: transparent; color: inherit; font: inherit; cursor: pointer;
  }
  button:hover { background: #3a3834; }
  :focus-visible { outline: 3px solid #8cc3ff; outline-offset: 1px; }
  ol { margin: 0; padding: 0 1rem 0.75rem 2.5rem; overflow: auto; overscroll-behavior: contain; }
  ol:focus-visible { outline-offset: -3px; }
  ol[hidden] { display: none; }
  li { margin-block: 0.5rem; padding-block-start: 0.5rem; border-block-start: 1px solid #4a4741; }
  li p { margin: 0; overflow-wrap: anywhere; }
  li.error strong { color: #ffab9a; }
  li.warning strong { color: #f0cb6b; }
  li .help strong { color: #9fd6a4; }
  .place, .label { color: #cfcac0; }
  code, pre { font: 0.875em/1.5 ui-monospace, monospace; }
  mark { background: #6b3a1f; color: inherit; text-decoration: underline; }
  pre { margin: 0.25rem 0; padding: 0.25rem 0.5rem; background: #2b2926; overflow: auto; }
  @media print { section { display: none; } }
`;

document.addEventListener('visibilitychange', listen);
listen();
