// The twin of the map: what is drawn, as rows.
"use strict";

const PAGE = 100; // rows at once
let rows = PAGE;
const table = () => {
  const items = tableItems();
  at("rows").replaceChildren(...items.slice(0, rows).map(rowOf));
  at("more").hidden = items.length <= rows;
  at("more").textContent = word("table.more", { number: items.length - rows });
};
const ORDER = ["question", "theme", "insight", "case-answer", "obstacle", "factor", "school", "publication", "meeting"];
const tableItems = () => {
  const rank = (id) => (ORDER.indexOf(kindOf(id)) + ORDER.length + 1) % (ORDER.length + 1);
  return [...scene.groups.map(({ item }) => item), ...scene.nodes.toSorted((a, b) => rank(a) - rank(b) || a - b)];
};
const cellsOf = (item) => {
  if (isCluster(item)) return [word("cluster.group"), counted("cluster.members", groupOf(item).members.length), "", "", ""];
  const themes = (node.themes[item] || []).map(textOf).join(", ");
  const status = isQuestion(item) ? lookName(lookOf(item)) : "";
  return [word(`kind.${kindOf(item)}`), status, themes, shownDate(data.dates[node.date[item]]), String(degree(item))];
};
const rowOf = (item) => {
  const row = make("tr", {}, make("th", { scope: "row" }, nodeButton(item)), ...cellsOf(item).map((text) => make("td", { textContent: text })));
  if (item === state.chosen) row.ariaCurrent = "true";
  row.dataset.node = item;
  return row;
};
