// The evidence gap map: one table at a time, and the list of a cell on top of it.
(() => {
  const choice = document.querySelector(".choice");
  const sheet = document.querySelector("dialog.sheet");
  if (!choice || !sheet) return;
  const views = [...document.querySelectorAll(".view")];
  const buttons = [...choice.querySelectorAll("button[data-view]")];

  const show = (name) => {
    for (const view of views) view.hidden = view.id !== name;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.view === name));
  };
  const open = (list) => {
    const copy = list.cloneNode(true);
    copy.removeAttribute("id");
    copy.removeAttribute("tabindex");
    copy.querySelector(".listed-title").id = "blad-titel";
    sheet.querySelector("div").replaceChildren(copy);
    if (!sheet.open) sheet.showModal();
    sheet.scrollTop = 0;
  };

  choice.hidden = views.length === 0;
  for (const button of buttons) button.addEventListener("click", () => show(button.dataset.view));
  const named = document.getElementById(location.hash.slice(1));
  show((named?.closest(".view") ?? views[0])?.id);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#lijst-']");
    const list = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!list || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(list);
  });
  sheet.querySelector(".close").addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
})();
