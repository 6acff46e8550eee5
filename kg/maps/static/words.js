// What the page is made of: the data, its words, and the small parts that the rest builds with.
// Three plain scripts that share their names; all text from sources goes through textContent.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
for (const name of ["nodes", "edges"]) {
  const { keys, rows: records } = data[name];
  data[name] = records.map((record) => Object.fromEntries(keys.map((key, place) => [key, record[place]])));
}
const at = (id) => document.getElementById(id);
const dark = matchMedia("(prefers-color-scheme: dark)");
const MOST_LINES = 2000; // more lines than this are a grey cloud: only those of what is chosen are drawn
const MOST_MARKED = 80; // as many lines in ink hide what they lead to
const FIRST = 20; // neighbours in the panel before one asks for more
const PAGE = 100; // rows of the table at once
const MOST_DIMMED = 600; // above this many, repainting each node at a click is felt
const UNANSWERED = ["open", "practice-only", "in-research"];
const SVG = "http://www.w3.org/2000/svg";

let language = data.language;
let chosen = null;
let crowded = false;
let rows = PAGE;
let visible = [];
let alone = []; // what would be visible if something visible referred to it
const marked = new Map(); // node to the mark of its group: lit (+), faint (~) or none
const dulled = new Set(); // edges that stand back
const lookOf = data.nodes.map((node) => node.group);
const used = new Set(lookOf);
const present = Object.keys(data.looks).filter((look) => used.has(look));
const off = new Set();
let loose = false; // whether what nothing visible refers to is drawn as well
let shown = []; // what is visible, and what the chosen one is linked to
// Numbers say what is drawn over what; people read questions first.
const kinds = [...new Set(Object.keys(data.looks).map((look) => look.replace(/^question-.*/, "question")))];
const rank = data.facts.map(({ kind }) => kinds.indexOf(kind));
const inOrder = data.nodes.map(({ id }) => id).sort((a, b) => rank[a] - rank[b] || a - b);
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
