// What one does with the page: filter, choose, search, read, and change the language.
"use strict";

// What is visible
const underTheme = (theme) => {
  const direct = new Set([theme]);
  data.facts.forEach((fact, number) => fact.themes?.includes(theme) && direct.add(number));
  const near = [...direct].filter((number) => number !== theme).flatMap((number) => links[number].map((link) => link.to));
  return new Set([...direct, ...near.filter((number) => data.facts[number].kind !== "theme")]);
};
// Themes, schools, meetings and publications follow: they are there when something visible refers to them.
const follows = (id) => data.followers.includes(data.facts[id].kind);
const filter = (announce = true) => {
  const theme = at("theme").value;
  const within = theme === "" ? null : underTheme(Number(theme));
  const on = inOrder.filter((id) => !off.has(lookOf[id]) && (!within || within.has(id)));
  const leads = new Set(on.filter((id) => !follows(id)));
  const isLed = (id) => !follows(id) || id === Number(theme || NaN) || links[id].some(({ to }) => leads.has(to));
  alone = on.filter((id) => !isLed(id));
  visible = loose ? on : on.filter(isLed);
  show();
  rows = PAGE;
  table();
  if (announce) say(visible.length ? word("visible", { visible: visible.length, all: data.nodes.length }) : word("nothing"));
};
// A chosen one brings what it is linked to, of whatever kind.
const show = () => {
  // Not meetings: their lines run through everything, and the panel names them.
  const brought = chosen === null ? [] : links[chosen].map(({ to }) => to).filter((to) => data.facts[to].kind !== "meeting");
  const near = chosen === null ? [] : [chosen, ...brought];
  seen = new Set(near.length > MOST_MARKED ? [...visible, chosen] : [...visible, ...near]);
  shown = inOrder.filter((id) => seen.has(id));
  crowded = data.edges.filter(bothSeen).length > MOST_LINES;
  at("crowded").hidden = !crowded;
  nodeView.refresh();
  edgeView.refresh();
  legendOfLoose();
};
const say = (text) => { at("said").textContent = text; };

// Choosing
const dim = () => {
  const lit = new Set(chosen === null ? [] : [chosen, ...links[chosen].map((link) => link.to)]);
  const many = shown.length > MOST_DIMMED;
  const wanted = (id) => (lit.has(id) ? "+" : chosen === null || many ? "" : "~");
  const changed = [...new Set([...shown, ...marked.keys()])].filter((id) => wanted(id) !== (marked.get(id) ?? ""));
  for (const id of changed) marked.set(id, wanted(id));
  nodes.update(changed.map((id) => ({ id, group: lookOf[id] + marked.get(id) })));
  const faint = chosen !== null && !many;
  const dull = (edge) => faint && !isNear(edge);
  edges.update(data.edges.filter((edge) => dull(edge) !== dulled.has(edge.id)).map((edge) => {
    dulled[dull(edge) ? "add" : "delete"](edge.id);
    return { id: edge.id, color: { ...edgeColor(edge), opacity: dull(edge) ? 0.25 : 1 } };
  }));
  if (crowded) edgeView.refresh();
};
const choose = (number, move = false) => {
  chosen = number;
  show();
  dim();
  panel();
  table();
  if (number === null) {
    network.unselectAll();
    return declutter();
  }
  network.selectNodes([number], links[number].length <= MOST_MARKED);
  if (move) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    network.moveTo({ ...around(number), animation: still ? false : { duration: 350 } });
    at("panel").focus({ preventScroll: innerWidth > 1023 });
  }
  declutter();
  if (!move) uncover(number);
  say(word("selected", { text: textOf(number), number: links[number].length }));
};
const panel = () => {
  const details = at("details");
  details.replaceChildren();
  at("panel").hidden = chosen === null;
  if (chosen === null) return;
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
    const items = (some) => some.map((number) => make("li", {}, nodeButton(number)));
    const list = make("ul", { className: "neighbours" }, ...items(members.slice(0, FIRST)));
    details.append(make("h3", { textContent: `${word(`relation.${relation}`)} (${members.length})` }), list);
    if (members.length <= FIRST) continue;
    const more = make("button", { type: "button", textContent: word("panel.more", { number: members.length - FIRST }) });
    more.addEventListener("click", () => {
      more.remove();
      list.append(...items(members.slice(FIRST)));
    });
    details.append(more);
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
      declutter();
    });
    const number = make("span", { className: "number", textContent: count(look) });
    return make("label", { className: "choice" }, box, sign(look), make("span", { textContent: lookName(look) }), number);
  };
  const isStatus = (look) => look.startsWith("question-");
  at("statuses").replaceChildren(...present.filter(isStatus).map(choice));
  at("kinds").replaceChildren(...present.filter((look) => !isStatus(look)).map(choice));
};
const legendOfLoose = () => {
  at("loose").checked = loose;
  at("loose-number").textContent = loose ? "" : alone.length;
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
  const fits = (number) => wanted.every((part) => text(number).includes(part));
  results = wanted.length ? inOrder.filter(fits) : [];
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
  at("rows").replaceChildren(...shown.slice(0, rows).map(row));
  at("more").hidden = shown.length <= rows;
  at("more").textContent = word("table.more", { number: shown.length - rows });
};

// Page
const heading = () => {
  const counted = data.facts.filter(({ kind, status }) => kind === "question" && !["process", "retired"].includes(status));
  const unanswered = counted.filter(({ status }) => UNANSWERED.includes(status)).length;
  const leftOut = Object.entries(data.leftOut).filter(([, number]) => number > 0);
  const [lines, notes] = [[], []];
  if (data.focus !== null) lines.push(word("focus", { text: textOf(data.focus) }));
  if (data.today) lines.push(word("today", { date: shownDate(data.today) }));
  if (data.first.length < present.length) notes.push(word("folded"));
  const list = leftOut.map(([kind, number]) => `${word(`kind.${kind}`)} (${number})`).join(", ");
  if (list) notes.push(word("left-out", { list }));
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
};
// Everything, or what one sees first.
const reset = (everything) => {
  off.clear();
  if (!everything) present.filter((look) => !data.first.includes(look)).forEach((look) => off.add(look));
  loose = everything;
  at("theme").value = "";
  chosen = null;
  dim();
  panel();
  legend();
  filter();
  if (network) fit();
};

if (innerWidth <= 720) at("filters").open = false;
speak();
paintEdges();
start();
reset(false);
begin();
if (data.focus !== null) choose(data.focus);
at("search").addEventListener("input", search);
at("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && results.length) choose(results[0], true);
});
at("theme").addEventListener("change", () => { filter(); fit(); });
at("reset").addEventListener("click", () => reset(true));
at("first").addEventListener("click", () => reset(false));
at("loose").addEventListener("change", () => { loose = at("loose").checked; filter(); declutter(); });
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
    declutter();
  });
}
dark.addEventListener("change", () => { network.setOptions(options()); paintEdges(); speak(); });
