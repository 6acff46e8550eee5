// What the page is made of: columns of nodes and edges, its words, and the small parts that the rest builds with.
// Plain scripts that share their names; all text from sources goes through textContent.
"use strict";

const at = (id) => document.getElementById(id);
const data = JSON.parse(at("data").textContent);
const SIZE = data.size;
const ENDS = data.ends;
const filled = (column, size, empty = 0) => {
  if (column === undefined) return new Array(size).fill(empty);
  if (Array.isArray(column)) return column;
  const full = new Array(size).fill(empty);
  column.at.forEach((place, number) => { full[place] = column.of[number]; });
  return full;
};
// Nodes: one array for each of their properties, by number.
const node = Object.fromEntries(
  ["group", "label", "x", "y", "text", "names", "prefix", "tail", "type", "sector", "date", "arrived", "asked", "themes",
    "schools", "meetings", "history", "url", "page"].map((key) => [key, filled(data.nodes[key], SIZE)]),
);
// What is empty stands as 0.
for (const key of ["text", "tail"]) node[key] = node[key].map((text) => text || "");
const edge = {
  from: Uint32Array.from(filled(data.edges.from, ENDS)),
  to: Uint32Array.from(filled(data.edges.to, ENDS)),
  relation: Uint8Array.from(filled(data.edges.relation, ENDS)),
  since: Uint16Array.from(filled(data.edges.since, ENDS)),
};
const LOOKS = Object.keys(data.looks);
const KINDS = LOOKS.map((look) => look.replace(/^question-.*/, "question"));
const kindOf = (id) => KINDS[node.group[id]];
const relationOf = (number) => data.relations[edge.relation[number]];
const UNANSWERED = ["open", "practice-only", "in-research"];
const SVG = "http://www.w3.org/2000/svg";
const dark = matchMedia("(prefers-color-scheme: dark)");
const small = matchMedia("(max-width: 720px)"); // innerWidth would lay out the page to know
const still = matchMedia("(prefers-reduced-motion: reduce)");
let language = data.language;

// The edges of each node, as numbers in one row: those of node n stand from starts[n] until starts[n + 1].
const starts = new Uint32Array(SIZE + 1);
for (let number = 0; number < ENDS; number += 1) {
  starts[edge.from[number] + 1] += 1;
  starts[edge.to[number] + 1] += 1;
}
for (let id = 0; id < SIZE; id += 1) starts[id + 1] += starts[id];
const linked = new Uint32Array(starts[SIZE]);
const next = starts.slice();
for (let number = 0; number < ENDS; number += 1) {
  linked[next[edge.from[number]]++] = number;
  linked[next[edge.to[number]]++] = number;
}
const degree = (id) => starts[id + 1] - starts[id];
const otherEnd = (number, id) => (edge.from[number] === id ? edge.to[number] : edge.from[number]);
const linksOf = (id) => Array.from(linked.subarray(starts[id], starts[id + 1]));

// Words
const word = (key, values = {}) =>
  (data.words[language][key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
const counted = (key, number) => word(number === 1 ? `${key}.one` : `${key}.many`, { number });
const concept = (scheme, name) =>
  data.concepts[`${scheme}-${name}`]?.[language] ?? data.words[language][`${scheme}.${name}`] ?? name;
const textOf = (id) => (node.names[id] && node.names[id][language]) || node.text[id] || node.tail[id];
// A text in lines, cut at a word where it is too long.
const wrapped = (text, width, most) => {
  const lines = [""];
  let length = 0;
  for (const part of text.split(/\s+/)) {
    length += part.length + 1;
    if (length > most && lines[0]) {
      lines[lines.length - 1] += "…";
      break;
    }
    if (lines.at(-1) && lines.at(-1).length + part.length >= width) lines.push("");
    lines[lines.length - 1] = `${lines.at(-1)} ${part}`.trim();
  }
  return lines;
};
const NAME_LINE = 22;
const labels = new Map();
const labelOf = (id) => {
  const name = node.names[id] && node.names[id][language];
  if (!name) return node.label[id] || textOf(id);
  if (!labels.has(name)) labels.set(name, wrapped(name, NAME_LINE, 2 * NAME_LINE).join("\n"));
  return labels.get(name);
};
// Intl would do it too, but takes longer to start than all the rest of the page.
const shownDate = (date) => {
  const [, year, month, day] = /^(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?$/.exec(date ?? "") ?? [];
  if (!year) return date ?? "";
  const name = word("months").split(" ")[Number(month) - 1];
  return word(day ? "date.day" : "date.month", { day: Number(day), month: name, year });
};
const lookName = (look) => {
  const [, status] = /^question-(.+)$/.exec(look) ?? [];
  return status ? concept("status", status) : word(`kind.${look}`);
};
// Text without accents and case, as one compares it.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// Building
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const button = (text, click, properties = {}) => {
  const made = make("button", { type: "button", textContent: text, ...properties });
  made.addEventListener("click", click);
  return made;
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
const inSvg = (tag, properties, ...children) => {
  const part = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(properties)) part.setAttribute(key, value);
  part.append(...children);
  return part;
};
let printing = false; // paper is light
const shade = () => (dark.matches && !printing ? "dark" : "light");
const sign = (name) => {
  const svg = inSvg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" });
  if (name === "cluster") {
    svg.append(inSvg("circle", { cx: 10, cy: 10, r: 7, fill: "none", stroke: "currentColor", "stroke-width": 3 }));
    return svg;
  }
  const look = data.looks[name];
  const [fill, stroke] = look[shade()];
  const [tag, shape] = drawn[look.shape];
  const scale = ["box", "ellipse"].includes(look.shape) ? 1 : Math.min(1, 0.45 + look.size / 26);
  const transform = `translate(10 10) scale(${scale}) translate(-10 -10)`;
  svg.append(inSvg(tag, { ...shape, fill, stroke, "stroke-width": 2, transform }));
  return svg;
};
// What an element holds, made anew only where what it depends on is new.
const filledFor = new WeakMap();
const fill = (element, key, parts) => {
  const told = JSON.stringify([key, language, shade()]);
  if (filledFor.get(element) === told) return;
  filledFor.set(element, told);
  element.replaceChildren(...parts());
};
const say = (text) => { at("said").textContent = text; };
