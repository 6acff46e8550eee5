// What is known of the chosen one: its quotes with their places, what it is linked to, and where to read on.
"use strict";

let quotes = null; // read when one asks for them: they are most of the file
const quotesOf = (id) => {
  quotes ??= JSON.parse(at("quotes").textContent);
  return quotes.of[id] ?? [];
};
const FIRST = 20; // neighbours of one relation before one asks for more
// Pages of reports, where the map lies beside them; only what starts with a plain name or http leads anywhere.
const pageOf = (id) => {
  if (data.root === null || !node.page[id]) return "";
  return data.root + (node.page[id] === 1 ? `${kindOf(id)}s/${node.tail[id]}.html` : node.page[id]);
};
const notePage = (path, anchor) => {
  const page = quotes.pages[path];
  if (data.root === null || !page) return "";
  const file = page === 1 ? `notes/${quotes.paths[path].split("/").map(encodeURIComponent).join("/")}.html` : page;
  return `${data.root}${file}${anchor ? `#${encodeURIComponent(anchor)}` : ""}`;
};
const link = (href, text, properties = {}) => make("a", { href, textContent: text, ...properties });
const panel = () => {
  const details = at("details");
  details.replaceChildren();
  const path = pathNow();
  at("panel").hidden = state.chosen === null && !path.length && !pathFrom;
  if (at("panel").hidden) return;
  const close = button(word("panel.close"), () => { letGo(); at("search").focus(); }, { className: "close" });
  details.append(close);
  if (path.length) return pathPanel(path, details);
  if (state.chosen === null) return;
  if (isCluster(state.chosen)) return groupPanel(groupOf(state.chosen), details);
  const id = state.chosen;
  details.append(
    make("p", { className: "tags" }, sign(lookOf(id)), ...tagsOf(id).map((tag) => make("span", { textContent: tag }))),
    make("p", { className: "subject", textContent: textOf(id) }),
    tools(id),
  );
  sources(id, details);
  story(id, details);
  neighbours(id, details);
};
const tagsOf = (id) => {
  const kind = kindOf(id);
  const tags = [word(`kind.${kind}`)];
  if (kind === "question") tags.push(lookName(lookOf(id)));
  const type = data.types[node.type[id]];
  if (type && ["question", "publication"].includes(kind) && lookOf(id) !== `question-${type}`) tags.push(concept(kind === "question" ? "type" : "grade", type));
  if (node.sector[id]) tags.push(concept("sector", data.types[node.sector[id]]));
  const dateWord = { question: "panel.first", publication: "panel.issued" }[kind] ?? "panel.date";
  const date = data.dates[node.date[id]];
  if (date) tags.push(`${word(dateWord)}: ${shownDate(date)}`);
  if (kind === "question" && askedBy(id) > 1) tags.push(word("panel.asked", { number: askedBy(id) }));
  return tags;
};
const tools = (id) => {
  const isPinned = state.pins.has(id);
  const pin = button(word(isPinned ? "panel.unpin" : "panel.pin"), () => {
    state.pins[isPinned ? "delete" : "add"](id);
    change({ step: true, keepFocus: true });
    say(word(isPinned ? "unpinned" : "pinned", { text: textOf(id) }));
    at("details").querySelector(".pin")?.focus();
  }, { className: "pin", ariaPressed: String(isPinned) });
  const focus = button(word("panel.focus"), () => setView("focus", { focus: id, chosen: id }), { className: "focus" });
  const way = button(word("panel.path"), () => {
    pathFrom = id;
    say(word("path.ask", { text: textOf(id) }));
    at("asking").textContent = word("path.ask", { text: textOf(id) });
    at("search").value = "";
    search();
    at("search").focus();
  }, { className: "way" });
  const page = pageOf(id);
  const isFocus = state.view === "focus" && state.focus === id;
  const out = [];
  if (page) out.push(link(page, word(`panel.page.${kindOf(id)}`)));
  if (/^https?:\/\//.test(node.url[id] || "")) out.push(link(node.url[id], word("panel.url"), { rel: "noreferrer noopener", target: "_blank" }));
  return make("div", { className: "tools" }, ...(isFocus ? [deeper()] : [focus]), pin, way, ...out);
};
const deeper = () => {
  const select = make("select", { ariaLabel: word("panel.depth") });
  for (let depth = 1; depth <= Math.max(3, data.depth); depth += 1) select.append(make("option", { value: String(depth), textContent: counted("panel.steps", depth) }));
  select.value = String(state.depth);
  select.addEventListener("change", () => { state.depth = Number(select.value); change({ move: "fit", step: true }); });
  return select;
};
const sources = (id, details) => {
  const rows = quotesOf(id);
  if (!rows.length) return;
  details.append(make("h3", { textContent: word("panel.quotes") }));
  for (const [quote, path, line, anchor] of rows) {
    const place = `${quotes.paths[path]}, ${word("panel.line", { line })}`;
    const page = notePage(path, quotes.anchors[anchor]);
    const cite = make("cite", {}, page ? link(page, place) : place);
    const text = quote === 1 ? node.text[id] : quote;
    details.append(text ? make("blockquote", {}, make("p", { textContent: text }), cite) : make("p", {}, cite));
  }
};
// How the status of a question changed.
const story = (id, details) => {
  const past = node.history[id];
  if (!past || past.length < 4) return;
  const steps = [];
  for (let place = 0; place < past.length; place += 2) {
    const day = data.days[past[place]];
    steps.push(make("li", { textContent: `${day ? `${shownDate(day)}: ` : ""}${concept("status", data.types[past[place + 1]])}` }));
  }
  details.append(make("h3", { textContent: word("panel.history") }), make("ol", { className: "story" }, ...steps));
};
const neighbours = (id, details) => {
  const groups = new Map();
  for (const number of linksOf(id)) {
    if (edge.since[number] > today() || !isThere(otherEnd(number, id))) continue;
    const relation = edge.from[number] === id ? relationOf(number) : `${relationOf(number)}-back`;
    if (!groups.has(relation)) groups.set(relation, []);
    groups.get(relation).push(otherEnd(number, id));
  }
  const order = Object.keys(data.words.nl).filter((key) => key.startsWith("relation."));
  for (const [relation, ids] of [...groups].sort((a, b) => order.indexOf(`relation.${a[0]}`) - order.indexOf(`relation.${b[0]}`))) {
    details.append(make("h3", { textContent: `${word(`relation.${relation}`)} (${ids.length})` }), someOf(ids));
  }
};
// A list that starts short.
const someOf = (ids) => {
  const list = make("ul", { className: "neighbours" }, ...ids.slice(0, FIRST).map((id) => make("li", {}, nodeButton(id))));
  if (ids.length <= FIRST) return list;
  const more = button(word("panel.more", { number: ids.length - FIRST }), () => {
    more.parentElement.remove();
    list.append(...ids.slice(FIRST).map((id) => make("li", {}, nodeButton(id))));
    list.children[FIRST].firstElementChild.focus();
  });
  list.append(make("li", {}, more));
  return list;
};
// A group in the view of bridges: its questions, and the groups that it has no line to.
const groupPanel = (group, details) => {
  if (!group) return;
  const ids = group.members.filter(isQuestion);
  details.append(
    make("p", { className: "tags" }, sign("cluster"), make("span", { textContent: word("cluster.group") }), make("span", { textContent: counted("cluster.questions", ids.length) })),
    make("p", { className: "subject", textContent: clusterName(group.number) }),
    make("div", { className: "tools" }, button(word("cluster.look"), () => setView("overview", { chosen: null, open: new Set([group.number]) }), { className: "look" })),
  );
  const missing = scene.edges.filter((line) => line.relation === "bridge" && isNear(line, group.item));
  if (missing.length) details.append(make("h3", { textContent: word("bridge.missing") }), make("ul", { className: "bridges" }, ...missing.map((line) => bridgeLine(line, group.item))));
  if (ids.length) details.append(make("h3", { textContent: word("cluster.in") }), someOf(ids));
};
const bridgeLine = (line, item) => {
  const other = line.from === item ? line.to : line.from;
  const why = line.because.map(([key, values]) => word(`bridge.${key}`, { list: key === "unanswered" ? values[0] : values.slice(0, 5).map(textOf).join(", ") }));
  return make("li", {}, nodeButton(other), make("p", { className: "hint", textContent: why.join(" ") }));
};
