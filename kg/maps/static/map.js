// The page of a map: canvas, legend, search, panel and table. All text from sources goes through textContent.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const PAGE = 100; // rows of the table at once
  const MOST_DIMMED = 600; // above this many, repainting each node at a click is felt
  const UNANSWERED = ["open", "practice-only", "in-research"];
  const SVG = "http://www.w3.org/2000/svg";

  let language = data.language;
  let chosen = null;
  let rows = PAGE;
  let visible = [];
  const marked = new Map(); // node to the mark of its group: lit (+), faint (~) or none
  const dulled = new Set(); // edges that stand back
  const lookOf = data.nodes.map((node) => node.group);
  const used = new Set(lookOf);
  const present = Object.keys(data.looks).filter((look) => used.has(look));
  const off = new Set();
  const links = data.facts.map(() => []);
  data.edges.forEach((edge, number) => {
    edge.id = number;
    links[edge.from].push({ to: edge.to, relation: edge.relation });
    links[edge.to].push({ to: edge.from, relation: `${edge.relation}-back` });
  });

  // Words
  const word = (key, values = {}) =>
    (data.words[language][key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  const concept = (scheme, name) =>
    data.concepts[`${scheme}-${name}`]?.[language] ?? data.words[language][`${scheme}.${name}`] ?? name;
  const textOf = (number) => data.facts[number].labels?.[language] ?? data.facts[number].text;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const shownDate = (date) => {
    const parts = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(date ?? "");
    if (!parts) return date ?? "";
    const style = { year: "numeric", month: "long", timeZone: "UTC", ...(parts[3] && { day: "numeric" }) };
    const day = new Date(Date.UTC(+parts[1], +parts[2] - 1, +(parts[3] ?? 1)));
    return Number.isNaN(day.getTime()) ? date : new Intl.DateTimeFormat(language, style).format(day);
  };
  const lookName = (look) => {
    const [, status] = /^question-(.+)$/.exec(look) ?? [];
    return status ? concept("status", status) : word(`kind.${look}`);
  };

  // Building
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const drawn = {
    diamond: ["polygon", { points: "10,1 19,10 10,19 1,10" }],
    triangle: ["polygon", { points: "10,2 19,18 1,18" }],
    triangleDown: ["polygon", { points: "10,18 19,2 1,2" }],
    square: ["rect", { x: 2.5, y: 2.5, width: 15, height: 15 }],
    dot: ["circle", { cx: 10, cy: 10, r: 8 }],
    hexagon: ["polygon", { points: "6,2 14,2 19,10 14,18 6,18 1,10" }],
    star: ["polygon", { points: "10,1 12.4,7.2 19,7.6 13.8,11.8 15.6,18.4 10,14.7 4.4,18.4 6.2,11.8 1,7.6 7.6,7.2" }],
    box: ["rect", { x: 1, y: 4, width: 18, height: 12, rx: 3 }],
    ellipse: ["ellipse", { cx: 10, cy: 10, rx: 9, ry: 6 }],
  };
  const sign = (name) => {
    const look = data.looks[name];
    const [fill, stroke] = look[dark.matches ? "dark" : "light"];
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    const [tag, shape] = drawn[look.shape];
    const part = document.createElementNS(SVG, tag);
    const scale = ["box", "ellipse"].includes(look.shape) ? 1 : Math.min(1, 0.45 + look.size / 26);
    const move = `translate(10 10) scale(${scale}) translate(-10 -10)`;
    const values = { ...shape, fill, stroke, "stroke-width": 2, transform: move };
    for (const [key, value] of Object.entries(values)) part.setAttribute(key, value);
    svg.append(part);
    return svg;
  };
  const nodeButton = (number) => {
    const button = make("button", { type: "button" }, sign(lookOf[number]), make("span", { textContent: textOf(number) }));
    button.addEventListener("click", () => choose(number, true));
    return button;
  };

  // Canvas
  const onTop = (node) => Number(node.group === "theme"); // what comes last is drawn over the rest
  const ordered = [...data.nodes].sort((a, b) => onTop(a) - onTop(b));
  const nodes = new vis.DataSet(ordered.map((node) => ({ ...node, title: data.facts[node.id].text })));
  const edges = new vis.DataSet(data.edges);
  let seen = new Set();
  const nodeView = new vis.DataView(nodes, { filter: (node) => seen.has(node.id) });
  const edgeView = new vis.DataView(edges, { filter: (edge) => seen.has(edge.from) && seen.has(edge.to) });
  const options = () => {
    const shade = dark.matches ? "dark" : "light";
    const strong = dark.matches ? "#d5dbe4" : "#2f3b4c";
    const groups = {};
    for (const [name, look] of Object.entries(data.looks)) {
      const [fill, line, ink] = look[shade];
      const common = { shape: look.shape, size: look.size, borderWidth: 2, borderWidthSelected: 4 };
      const color = { background: fill, border: line };
      const lit = { ...color, highlight: { ...color, border: strong }, hover: { ...color, border: strong } };
      const inside = ["box", "ellipse"].includes(look.shape);
      const font = { size: look.font, color: ink, vadjust: 0, strokeWidth: inside ? 0 : 3, strokeColor: paper() };
      const shapeProperties = { borderRadius: name === "theme" ? 12 : 3 };
      const margin = name === "theme" ? { top: 8, bottom: 8, left: 13, right: 13 } : 7;
      const group = { ...common, color: lit, font, shapeProperties, margin, opacity: 1 };
      const faint = { ...font, color: `${ink}33`, strokeWidth: 0 };
      const shownFrom = (threshold) => ({ label: { enabled: false, drawThreshold: threshold } });
      groups[name] = { ...group, scaling: shownFrom(look.is_quiet ? look.font * 1.2 : 6) };
      groups[`${name}+`] = { ...group, scaling: shownFrom(6) };
      groups[`${name}~`] = { ...group, scaling: shownFrom(look.is_quiet ? 1000 : 6), font: faint, opacity: 0.16 };
    }
    return { ...data.options, groups, nodes: { font: { face: "system-ui, sans-serif" } } };
  };
  const paper = () => getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
  // vis-network mixes opacity in itself, so quiet lines are said by a colour of their own.
  const edgeColor = ({ relation }) => {
    const [supports, disputes, near, far] = dark.matches
      ? ["#4fc9b4", "#e58a84", "#454c57", "#2b3038"]
      : ["#0a7666", "#b24a45", "#cbc9c3", "#e4e1da"];
    const color = { supports, disputes, raised: far, discussed: far, mentions: far }[relation] ?? near;
    const strong = dark.matches ? "#d5dbe4" : "#2f3b4c";
    return { color, hover: strong, highlight: strong, inherit: false };
  };
  const paintEdges = () => {
    const evidence = (edge) => ["supports", "disputes"].includes(edge.relation);
    edges.update(
      data.edges.map((edge) => ({
        id: edge.id,
        width: evidence(edge) ? 2 : 1,
        dashes: edge.relation === "disputes" ? [6, 4] : false,
        color: edgeColor(edge),
      })),
    );
  };
  let network = null;
  let landmark = data.looks.theme.font;
  const start = () => {
    const settings = options();
    settings.interaction = { ...settings.interaction, hover: data.nodes.length <= 1000 };
    network = new vis.Network(at("map"), { nodes: nodeView, edges: edgeView }, settings);
    network.on("click", ({ nodes: [number] }) => (number === undefined ? choose(null) : choose(number)));
    network.on("zoom", landmarks);
    network.on("animationFinished", landmarks);
  };

  // Themes are the landmarks: their names stay readable however far one is away.
  const landmarks = () => {
    const size = Math.round(Math.min(400, Math.max(data.looks.theme.font, 12.5 / network.getScale())));
    if (Math.abs(size - landmark) < landmark * 0.08) return;
    landmark = size;
    const themes = data.nodes.filter((node) => node.group === "theme");
    nodes.update(themes.map(({ id }) => ({ id, font: { size } })));
  };
  const fit = () => {
    network.fit({ animation: false });
    landmarks();
  };

  // What is visible
  const underTheme = (theme) => {
    const direct = new Set([theme]);
    data.facts.forEach((fact, number) => fact.themes?.includes(theme) && direct.add(number));
    const near = [...direct].filter((number) => number !== theme).flatMap((number) => links[number].map((link) => link.to));
    return new Set([...direct, ...near.filter((number) => data.facts[number].kind !== "theme")]);
  };
  const filter = (announce = true) => {
    const theme = at("theme").value;
    const within = theme === "" ? null : underTheme(Number(theme));
    visible = data.nodes.map((node) => node.id).filter((id) => !off.has(lookOf[id]) && (!within || within.has(id)));
    if (chosen !== null && !visible.includes(chosen)) choose(null);
    seen = new Set(visible);
    nodeView.refresh();
    edgeView.refresh();
    rows = PAGE;
    table();
    if (announce) say(visible.length ? word("visible", { visible: visible.length, all: data.nodes.length }) : word("nothing"));
  };
  const say = (text) => { at("said").textContent = text; };

  // Choosing
  const dim = () => {
    const lit = new Set(chosen === null ? [] : [chosen, ...links[chosen].map((link) => link.to)]);
    const many = visible.length > MOST_DIMMED;
    const wanted = (id) => (lit.has(id) ? "+" : chosen === null || many ? "" : "~");
    const changed = [...new Set([...visible, ...marked.keys()])].filter((id) => wanted(id) !== (marked.get(id) ?? ""));
    for (const id of changed) marked.set(id, wanted(id));
    nodes.update(changed.map((id) => ({ id, group: lookOf[id] + marked.get(id) })));
    const faint = chosen !== null && !many;
    const dull = (edge) => faint && edge.from !== chosen && edge.to !== chosen;
    edges.update(data.edges.filter((edge) => dull(edge) !== dulled.has(edge.id)).map((edge) => {
      dulled[dull(edge) ? "add" : "delete"](edge.id);
      return { id: edge.id, color: { ...edgeColor(edge), opacity: dull(edge) ? 0.25 : 1 } };
    }));
  };
  const choose = (number, move = false) => {
    chosen = number;
    if (number !== null && !seen.has(number)) {
      off.delete(lookOf[number]);
      at("theme").value = "";
      filter(false);
      legend();
    }
    dim();
    panel();
    for (const row of at("rows").children) row.ariaCurrent = String(Number(row.dataset.node) === number);
    if (number === null) return network.unselectAll();
    network.selectNodes([number]);
    if (move) {
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      network.focus(number, { scale: Math.max(network.getScale(), 0.9), animation: still ? false : { duration: 350 } });
      at("panel").focus({ preventScroll: innerWidth > 1023 });
    }
    say(word("selected", { text: textOf(number), number: links[number].length }));
  };
  const panel = () => {
    const details = at("details");
    details.replaceChildren();
    if (chosen === null) return details.append(make("p", { className: "hint", textContent: word("panel.empty") }));
    const fact = data.facts[chosen];
    const isQuestion = fact.kind === "question";
    const tags = [word(`kind.${fact.kind}`)];
    if (isQuestion) tags.push(lookName(lookOf[chosen]));
    if (fact.type && fact.type !== fact.status) tags.push(concept(isQuestion ? "type" : "grade", fact.type));
    const dateWord = { question: "panel.first", publication: "panel.issued" }[fact.kind] ?? "panel.date";
    if (fact.date) tags.push(`${word(dateWord)}: ${shownDate(fact.date)}`);
    details.append(
      make("p", { className: "tags" }, sign(lookOf[chosen]), ...tags.map((tag) => make("span", { textContent: tag }))),
      make("p", { className: "subject", textContent: textOf(chosen) }),
    );
    sources(fact, details);
    outward(fact, details);
    neighbours(details);
    const close = make("button", { type: "button", className: "close", textContent: word("panel.close") });
    close.addEventListener("click", () => { choose(null); at("search").focus(); });
    details.prepend(close);
  };
  const sources = (fact, details) => {
    if (!fact.quotes) return;
    details.append(make("h3", { textContent: word("panel.quotes") }));
    for (const [quote, path, line] of fact.quotes) {
      const place = `${data.paths[path]}, ${word("panel.line", { line })}`;
      const cite = make("cite", { textContent: place });
      const text = quote === 1 ? fact.text : quote;
      details.append(text ? make("blockquote", {}, make("p", { textContent: text }), cite) : make("p", {}, cite));
    }
  };
  const outward = (fact, details) => {
    const add = (href, key) => details.append(make("a", { className: "out", href, textContent: word(key) }));
    if (fact.kind === "question") add(`gaps.html#${encodeURIComponent(fact.iri.split("/").pop())}`, "panel.gaps");
    if (/^https?:\/\//i.test(fact.url ?? "")) add(fact.url, "panel.url");
  };
  const neighbours = (details) => {
    const groups = new Map();
    for (const { to, relation } of links[chosen]) groups.set(relation, [...(groups.get(relation) ?? []), to]);
    if (groups.size) details.append(make("h2", { textContent: word("panel.neighbours"), className: "hidden" }));
    for (const [relation, members] of groups) {
      const list = make("ul", { className: "neighbours" }, ...members.map((number) => make("li", {}, nodeButton(number))));
      details.append(make("h3", { textContent: `${word(`relation.${relation}`)} (${members.length})` }), list);
    }
  };

  // Legend, search, table
  const legend = () => {
    const count = (look) => lookOf.filter((name) => name === look).length;
    const choice = (look) => {
      const box = make("input", { type: "checkbox", checked: !off.has(look), name: look });
      box.addEventListener("change", () => {
        off[box.checked ? "delete" : "add"](look);
        filter();
      });
      const number = make("span", { className: "number", textContent: count(look) });
      return make("label", { className: "choice" }, box, sign(look), make("span", { textContent: lookName(look) }), number);
    };
    const isStatus = (look) => look.startsWith("question-");
    at("statuses").replaceChildren(...present.filter(isStatus).map(choice));
    at("kinds").replaceChildren(...present.filter((look) => !isStatus(look)).map(choice));
  };
  const themes = () => {
    const value = at("theme").value;
    const members = data.nodes.filter((node) => data.facts[node.id].kind === "theme").map((node) => node.id);
    members.sort((a, b) => textOf(a).localeCompare(textOf(b), language));
    at("theme").replaceChildren(
      make("option", { value: "", textContent: word("filter.all-themes") }),
      ...members.map((number) => make("option", { value: number, textContent: textOf(number) })),
    );
    at("theme").value = value;
  };
  let results = [];
  const search = () => {
    const wanted = fold(at("search").value).split(/\s+/).filter(Boolean);
    const text = (number) => fold(`${textOf(number)} ${data.facts[number].text}`);
    results = wanted.length ? data.nodes.map(({ id }) => id).filter((id) => wanted.every((part) => text(id).includes(part))) : [];
    at("found").replaceChildren(...results.slice(0, 30).map((number) => make("li", {}, nodeButton(number))));
    if (wanted.length) say(results.length ? word("search.found", { number: results.length }) : word("search.none"));
  };
  const table = () => {
    const cell = (text) => make("td", { textContent: text });
    const row = (number) => {
      const fact = data.facts[number];
      const line = make(
        "tr",
        { ariaCurrent: String(number === chosen) },
        make("th", { scope: "row" }, nodeButton(number)),
        cell(word(`kind.${fact.kind}`)),
        cell(fact.kind === "question" ? lookName(lookOf[number]) : ""),
        cell((fact.themes ?? []).map(textOf).join(", ")),
        cell(shownDate(fact.date)),
        cell(links[number].length),
      );
      line.dataset.node = number;
      return line;
    };
    at("rows").replaceChildren(...visible.slice(0, rows).map(row));
    at("more").hidden = visible.length <= rows;
    at("more").textContent = word("table.more", { number: visible.length - rows });
  };

  // Page
  const heading = () => {
    const counted = data.facts.filter(({ kind, status }) => kind === "question" && !["process", "retired"].includes(status));
    const unanswered = counted.filter(({ status }) => UNANSWERED.includes(status)).length;
    const { publication = 0, school = 0 } = data.leftOut;
    const [lines, notes] = [[], []];
    if (data.focus !== null) lines.push(word("focus", { text: textOf(data.focus) }));
    if (data.today) lines.push(word("today", { date: shownDate(data.today) }));
    if (data.nodes.length > data.mostAtStart) notes.push(word("folded", { all: data.nodes.length }));
    if (publication + school) notes.push(word("left-out", { publications: publication, schools: school }));
    at("counted").textContent = word("unanswered", { unanswered, questions: counted.length });
    at("dated").textContent = lines.join(" ");
    at("noted").textContent = notes.join(" ");
  };
  const speak = () => {
    document.documentElement.lang = language;
    for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
    for (const element of document.querySelectorAll("[data-name]")) element.ariaLabel = word(element.dataset.name);
    for (const button of document.querySelectorAll("[data-language]")) {
      button.ariaPressed = String(button.dataset.language === language);
    }
    heading();
    legend();
    themes();
    table();
    panel();
  };
  const zoom = (factor) => {
    network.moveTo({ scale: network.getScale() * factor, animation: false });
    landmarks();
  };
  const reset = () => {
    off.clear();
    at("theme").value = "";
    legend();
    filter();
    fit();
  };

  if (data.nodes.length > data.mostAtStart) {
    present.filter((look) => look !== "theme" && !look.startsWith("question-")).forEach((look) => off.add(look));
  }
  if (innerWidth <= 720) at("filters").open = false;
  speak();
  paintEdges();
  start();
  filter();
  fit();
  if (data.focus !== null) choose(data.focus);
  at("search").addEventListener("input", search);
  at("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && results.length) choose(results[0], true);
  });
  at("theme").addEventListener("change", () => { filter(); fit(); });
  at("reset").addEventListener("click", reset);
  at("more").addEventListener("click", () => { rows += PAGE; table(); });
  at("fit").addEventListener("click", fit);
  at("closer").addEventListener("click", () => zoom(1.3));
  at("further").addEventListener("click", () => zoom(1 / 1.3));
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      language = button.dataset.language;
      const names = data.facts.map((fact, id) => fact.labels?.[language] && { id, label: fact.labels[language] });
      nodes.update(names.filter(Boolean));
      speak();
      search();
    });
  }
  dark.addEventListener("change", () => { network.setOptions(options()); paintEdges(); speak(); });
})();
