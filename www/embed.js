// Keeps the element that shows a timeline in a page of others at what the picture shows, and copies it.

// A range or an event that a reader did not choose is not in the address, nor in the element: what comes later is then shown.
const CHOSEN = ["from", "to", "event"];

// `block` is what was opened: it holds the element as text, a button, and a line for what became of it. `place` is the picture's.
export const show = (block, place) => {
  const [field, button, status] = ["textarea", "button", "[role=status]"].map((part) => block.querySelector(part));
  const element = field.value;
  const follow = () => {
    const address = new URLSearchParams(location.search);
    const chosen = CHOSEN.filter((name) => address.has(name)).map((name) => [name, address.get(name)]);
    const query = chosen.length ? `?${new URLSearchParams(chosen)}` : "";
    field.value = element.replace(/ src="[^"]*/, (src) => src + query.replaceAll("&", "&amp;"));
    status.textContent = "";
  };
  follow();
  // The address changes in the same moment.
  new MutationObserver(follow).observe(place, { attributeFilter: ["data-from", "data-to"] });
  field.addEventListener("focus", () => field.select());
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = status.dataset.tCopied;
    } catch {
      field.focus();
      status.textContent = status.dataset.tUncopied;
    }
  });
};
