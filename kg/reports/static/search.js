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
  const unpack = async (packed) => {
    const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  };
  window.kgFound = async (name, told, parts) => {
    const found = typeof told === "string" ? await unpack(told) : told;
    const kind = name === "publications" ? ["publication"] : [];
    for (const one of found) {
      const row = [...kind, ...one];
      rows.push({ row, folded: fold(`${row[1]} ${row[2]}`), rank: ORDER.indexOf(row[0]) });
    }
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
