// The search as a dialog over any page. It is part of the search page, so that every page need not bring it along.
export const open = async (address, page, searching) => {
  const whole = await page(address);
  document.body.append(document.importNode(whole.getElementById("search-dialog").content, true));
  const dialog = document.querySelector("dialog.searching");
  for (const name of ["lang", "dir"]) dialog[name] = whole.documentElement[name];
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target.closest("[data-close]")) dialog.close();
  });
  const slash = dialog.querySelector("[data-slash]");
  try {
    slash.checked = localStorage.slash !== "off";
    slash.addEventListener("change", () => { localStorage.slash = slash.checked ? "" : "off"; });
  } catch {
    // Where nothing may be kept, the key is off.
    slash.closest("p").hidden = true;
  }
  const form = dialog.querySelector("form");
  Object.assign(form.dataset, whole.querySelector("form[data-index]").dataset);
  searching(form, dialog.querySelector("[role=status]"))(true);
  return dialog;
};
