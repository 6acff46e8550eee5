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
