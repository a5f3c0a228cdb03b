// Put into each page by `briefing serve`, and into no other: reloads the page after a build, and shows what is wrong.
let events;
let version;

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
  const { build, good } = JSON.parse(data);
  if (good && version !== undefined && version !== build) {
    location.reload();
    return;
  }
  version ??= build;
  show(await (await fetch('/-briefing/problems')).text());
}

function show(text) {
  document.getElementById('briefing-problems')?.remove();
  if (text === '') return;
  const panel = document.createElement('pre');
  panel.id = 'briefing-problems';
  panel.setAttribute('role', 'alert');
  panel.setAttribute('dir', 'ltr');
  panel.textContent = text;
  Object.assign(panel.style, {
    position: 'fixed', insetInline: '0', insetBlockEnd: '0', maxBlockSize: '50vb', overflow: 'auto', margin: '0',
    padding: '1rem', background: '#1d1c1a', color: '#fdfcf9', font: '0.8125rem/1.5 ui-monospace, monospace', zIndex: '9',
  });
  document.body.append(panel);
}

document.addEventListener('visibilitychange', listen);
listen();
