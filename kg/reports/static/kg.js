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

// The filters of the open questions, and the list put together by theme, by school or by publication.
(() => {
  const form = document.getElementById("kies");
  if (!form) return;
  const list = document.getElementById("vragen");
  const groups = document.getElementById("groepen");
  const used = document.getElementById("per-publicatie");
  const counted = document.getElementById("kies-aantal");
  const words = document.getElementById("kies-woorden");
  const view = document.getElementById("kies-per");
  const filters = [...form.querySelectorAll("select[data-filter]")];
  const items = [...document.querySelectorAll("[data-question]")];
  const lines = [...list.children];
  const language = () => document.documentElement.lang;

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const sections = [...new Set(items.map((item) => item.closest("section[aria-labelledby]")))].filter((one) => one.id !== "lijst");
  const texts = new Map();
  const read = () => {
    for (const item of texts.size ? [] : items) {
      const key = item.dataset.question;
      texts.set(key, `${texts.get(key) ?? ""} ${fold(item.textContent)}`);
    }
  };

  const chosen = () => filters
    .filter((select) => select.value)
    .map((select) => [select.dataset.filter, new Set((select.selectedOptions[0].dataset.within ?? select.value).split(" "))]);
  const fits = (item, picked, terms) =>
    picked.every(([name, values]) => item.dataset[name].split(" ").some((value) => values.has(value)))
    && terms.every((term) => texts.get(item.dataset.question).includes(term));

  const named = (name, value) => {
    const title = document.createElement("h3");
    const option = [...document.getElementById(`kies-${name}`).options].find((one) => one.value === value);
    if (value && option) title.textContent = option.dataset[language()];
    else title.append(...groups.querySelector(`[data-none="${name}"]`).cloneNode(true).childNodes);
    return title;
  };
  const number = (value) => value.toLocaleString(language(), { maximumFractionDigits: 2, useGrouping: false });
  const group = (name, value, members) => {
    const points = members.map((item) => Number(item.dataset.points));
    const section = document.createElement("section");
    const about = document.createElement("p");
    const found = document.createElement("ol");
    about.className = "means";
    about.textContent = groups.dataset[language()]
      .replace("{n}", String(members.length))
      .replace("{points}", number(points.reduce((sum, one) => sum + one, 0)))
      .replace("{most}", number(Math.max(...points)));
    found.append(...members.map((item) => item.cloneNode(true)));
    section.append(named(name, value), about, found);
    return [points.reduce((sum, one) => sum + one, 0), section];
  };
  const putTogether = (name) => {
    const found = new Map();
    for (const item of lines.filter((one) => !one.hidden)) {
      for (const value of item.dataset[name].trim().split(/\s+/)) found.set(value, [...(found.get(value) ?? []), item]);
    }
    const none = found.get("");
    found.delete("");
    const made = [...found].map(([value, members]) => group(name, value, members)).sort((a, b) => b[0] - a[0]);
    if (none) made.push(group(name, "", none));
    groups.append(...made.map(([, section]) => section));
  };

  const show = () => {
    const picked = chosen();
    const terms = fold(words.value).split(/\s+/).filter(Boolean);
    if (terms.length) read();
    for (const item of items) item.hidden = !fits(item, picked, terms);
    for (const section of sections) section.hidden = !section.querySelector("[data-question]:not([hidden])");
    const left = new Set(lines.filter((item) => !item.hidden).map((item) => item.dataset.question));
    const some = picked.length || terms.length;
    for (const item of used.querySelectorAll("[data-for]")) item.hidden = Boolean(some) && !left.has(item.dataset.for);
    for (const item of used.querySelectorAll(".used > li")) item.hidden = !item.querySelector("[data-for]:not([hidden])");
    counted.textContent = counted.dataset[language()].replace("{n}", String(left.size)).replace("{all}", String(lines.length));
    for (const section of groups.querySelectorAll("section")) section.remove();
    if (view.value === "theme" || view.value === "school") putTogether(view.value);
    list.hidden = view.value !== "question";
    groups.hidden = view.value !== "theme" && view.value !== "school";
    used.hidden = view.value !== "publication";
  };

  const keep = () => {
    const state = new URLSearchParams();
    for (const select of filters) if (select.value) state.set(select.dataset.filter, select.value);
    if (words.value.trim()) state.set("words", words.value.trim());
    if (view.value !== "question") state.set("view", view.value);
    const hash = state.toString() ? `#${state}` : location.pathname + location.search;
    try { history.replaceState(null, "", hash); } catch { /* a page from a mail may have no address */ }
  };
  const recall = () => {
    const state = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    for (const select of filters) select.value = state.get(select.dataset.filter) ?? "";
    words.value = state.get("words") ?? "";
    view.value = state.get("view") ?? "question";
    for (const select of [...filters, view]) if (select.selectedIndex < 0) select.selectedIndex = 0;
    show();
  };

  const changed = () => {
    keep();
    show();
  };
  let waiting = 0;
  for (const select of [...filters, view]) select.addEventListener("change", changed);
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changed();
  });
  form.addEventListener("reset", () => setTimeout(changed));
  window.addEventListener("hashchange", () => { if (location.hash.includes("=")) recall(); });
  document.addEventListener("kg-language", show);
  form.hidden = false;
  recall();
})();
