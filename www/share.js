// Lets a reader pass the page on, by the device's own sheet or by copying the link, and copy or save its citation as programs read it.
// Without it the link is there to be copied, and the texts to be selected.

const copy = async (text, status, { tCopied, tUncopied }) => {
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = tCopied;
  } catch {
    status.textContent = tUncopied;
  }
};

for (const place of document.querySelectorAll(".share")) {
  const [button, status] = [place.querySelector("button"), place.querySelector("[role=status]")];
  const { title, url } = button.dataset;
  button.hidden = !navigator.share && !navigator.clipboard;
  button.addEventListener("click", async () => {
    status.textContent = "";
    if (!navigator.share) return copy(url, status, status.dataset);
    try {
      await navigator.share({ title, url });
    } catch (error) {
      // Whoever closes the sheet has not failed.
      if (error.name !== "AbortError") status.textContent = status.dataset.tUncopied;
    }
  });
}

const select = (text) => getSelection().selectAllChildren(text);
// Programs that read RIS expect lines as Windows ends them; the others take both.
const saved = (text, name) => new Blob([name.endsWith(".ris") ? text.replaceAll("\n", "\r\n") : text], { type: "text/plain" });

for (const formats of document.querySelectorAll(".formats")) {
  const { tCopy, tSave } = formats.dataset;
  for (const text of formats.querySelectorAll("pre")) {
    const tools = element(formats, "p", { class: "tools" });
    text.after(tools);
    const [copier, saver] = [tCopy, tSave].map((name) => element(tools, "button", { type: "button" }, name));
    const status = element(tools, "span", { role: "status" });
    copier.hidden = !navigator.clipboard;
    copier.addEventListener("click", () => {
      select(text);
      copy(text.textContent, status, formats.dataset);
    });
    saver.addEventListener("click", () => {
      const { file } = text.dataset;
      const href = URL.createObjectURL(saved(text.textContent, file));
      element(tools, "a", { href, download: file, hidden: "" }).click();
      tools.lastChild.remove();
      // Not at once: the browser reads it after this.
      setTimeout(() => URL.revokeObjectURL(href), 60000);
    });
  }
}
