// The language of a page, without loading: texts stand there in both, and the style sheet shows those of <html lang>.
"use strict";
(() => {
  const root = document.documentElement;
  const KEY = "kg-language";

  const remembered = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }
  };
  const remember = (language) => {
    try { localStorage.setItem(KEY, language); } catch { /* a page from a mail may not keep anything */ }
  };

  const speak = (language) => {
    root.lang = language;
    document.title = root.dataset[language] || document.title;
    for (const button of document.querySelectorAll("button[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
    for (const element of document.querySelectorAll("option[data-nl]")) {
      element.textContent = element.dataset[language];
    }
    for (const element of document.querySelectorAll("input[data-nl]")) {
      element.placeholder = element.dataset[language];
    }
    document.dispatchEvent(new CustomEvent("kg-language", { detail: language }));
  };

  for (const button of document.querySelectorAll("button[data-language]")) {
    button.closest("[hidden]")?.removeAttribute("hidden");
    button.addEventListener("click", () => {
      remember(button.dataset.language);
      speak(button.dataset.language);
    });
  }
  const chosen = remembered();
  speak(chosen === "nl" || chosen === "en" ? chosen : root.lang);
})();

// The search box of the overview. What it looks through lies in search/ and is loaded when somebody starts to search.
(() => {
  const form = document.getElementById("zoek");
  if (!form) return;
  const MOST = 50;
  const LONGEST = 240;
  const ORDER = ["question", "school", "insight", "case", "factor", "obstacle", "decision", "action", "meeting", "visit", "publication"];
  const box = form.querySelector("input");
  const list = document.getElementById("gevonden");
  const counted = document.getElementById("gevonden-aantal");
  const labels = document.getElementById("soorten");
  const rows = [];
  let started = false;

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const label = (kind) => {
    const found = labels.querySelector(`[data-kind="${CSS.escape(kind)}"]`);
    const shown = document.createElement("span");
    shown.className = "meta";
    if (found) shown.append(...found.cloneNode(true).childNodes);
    else shown.textContent = kind;
    return shown;
  };
  const address = ([kind, , , link]) => {
    if (kind !== "publication") return link;
    return /^10\.\d+\//.test(link) ? `https://doi.org/${encodeURIComponent(link).replaceAll("%2F", "/")}` : "";
  };

  const load = (name) => {
    const script = document.createElement("script");
    script.src = `search/${name}.js`;
    script.addEventListener("error", () => { document.getElementById("zoek-los").hidden = false; });
    document.head.append(script);
  };
  window.kgFound = (name, found, parts) => {
    for (const row of found) rows.push({ row, folded: fold(`${row[1]} ${row[2]}`), rank: ORDER.indexOf(row[0]) });
    for (let part = 1; part <= parts; part += 1) load(`publications-${part}`);
    show();
  };
  const start = () => {
    if (!started) load("texts");
    started = true;
  };

  const item = (row) => {
    const [kind, text, beside] = row;
    const element = document.createElement("li");
    const target = address(row);
    const shown = document.createElement(target ? "a" : "span");
    shown.textContent = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
    if (target) shown.setAttribute("href", target);
    if (kind === "publication") shown.rel = "noreferrer";
    element.append(label(kind), " ", shown, " ");
    if (kind === "question") element.append(label(`status-${beside}`));
    else if (beside) element.append(Object.assign(document.createElement("span"), { className: "meta", textContent: beside }));
    return element;
  };

  const show = () => {
    const terms = fold(box.value).split(/\s+/).filter(Boolean);
    const found = terms.length ? rows.filter((one) => terms.every((term) => one.folded.includes(term))) : [];
    found.sort((a, b) => a.rank - b.rank);
    list.replaceChildren(...found.slice(0, MOST).map((one) => item(one.row)));
    counted.textContent = terms.length ? counted.dataset[document.documentElement.lang].replace("{n}", String(found.length)) : "";
  };

  let waiting = 0;
  box.addEventListener("input", () => {
    start();
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  box.addEventListener("focus", start);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  document.addEventListener("kg-language", show);
  form.hidden = false;
})();

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

// A button that puts a text of the page on the clipboard; where that is not allowed, the text is selected.
(() => {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const text = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[data-copied]");
    button.parentElement.hidden = false;
    button.addEventListener("click", async () => {
      text.select();
      let done = false;
      try {
        await navigator.clipboard.writeText(text.value);
        done = true;
      } catch {
        done = document.execCommand("copy");
      }
      said.hidden = !done;
    });
  }
})();
