// Keeps the element that shows a timeline in a page of others at what the picture shows, and copies it.

// `block` is what was opened: it holds the element as text, a button, and a line for what became of it. `place` is the picture's.
let isStarted = false;
export const use = (block, place) => {
  if (isStarted) return;
  isStarted = true;
  const [field, button, status] = ["textarea", "button", "[role=status]"].map((part) => block.querySelector(part));
  const element = field.value;
  const follow = () => {
    // What a reader did not choose is not in the address, nor in the element: what comes later is then shown.
    const chosen = new URLSearchParams(location.search);
    const query = chosen.size ? `?${chosen}` : "";
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
