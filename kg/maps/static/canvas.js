// The canvas: vis-network, its looks in light and dark, and what is drawn near or far.
"use strict";

const nodes = new vis.DataSet(data.nodes.map((node) => ({ ...node, title: data.facts[node.id].text })));
const edges = new vis.DataSet(data.edges);
let seen = new Set();
const nodeView = new vis.DataView(nodes, { filter: (node) => seen.has(node.id) });
const isNear = (edge) => edge.from === chosen || edge.to === chosen;
// A school is linked to a question by its answers, or, while these are not drawn, directly.
const isDouble = (edge) => edge.relation === "experience" && !off.has("case-answer");
const bothSeen = (edge) => seen.has(edge.from) && seen.has(edge.to) && !isDouble(edge);
const edgeView = new vis.DataView(edges, { filter: (edge) => bothSeen(edge) && (!crowded || isNear(edge)) });
const options = () => {
  const shade = dark.matches ? "dark" : "light";
  const strong = dark.matches ? "#d5dbe4" : "#2f3b4c";
  const groups = {};
  for (const [name, look] of Object.entries(data.looks)) {
    const [fill, line, ink] = look[shade];
    const common = { shape: look.shape, size: look.size, borderWidth: look.shape === "box" ? 1 : 2, borderWidthSelected: 3 };
    const color = { background: fill, border: line };
    const lit = { ...color, highlight: { ...color, border: strong }, hover: { ...color, border: strong } };
    const inside = ["box", "ellipse"].includes(look.shape);
    const font = { color: ink, vadjust: 0, strokeWidth: inside ? 0 : 4, strokeColor: paper() };
    const shapeProperties = { borderRadius: name === "theme" ? 14 : 3 };
    const margin = name === "theme" ? { top: 6, bottom: 6, left: 10, right: 10 } : 5;
    const group = { ...common, color: lit, font, shapeProperties, margin, opacity: 1 };
    // Which labels are drawn is for labels.js to say.
    const scaling = { label: { enabled: false, drawThreshold: 3 } };
    groups[name] = { ...group, scaling };
    groups[`${name}+`] = { ...group, scaling };
    groups[`${name}~`] = { ...group, scaling, font: { ...font, color: `${ink}44`, strokeWidth: 0 }, opacity: 0.16 };
  }
  return { ...data.options, groups, nodes: { font: { face: FACE } } };
};
const paper = () => getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
// vis-network mixes opacity in itself, so quiet lines are said by a colour of their own.
const edgeColor = ({ relation }) => {
  const [supports, disputes, near, far] = dark.matches
    ? ["#4fc9b4", "#e58a84", "#454c57", "#2b3038"]
    : ["#0a7666", "#b24a45", "#cbc9c3", "#e4e1da"];
  const color = { supports, disputes, raised: far, discussed: far, mentions: far, experience: far }[relation] ?? near;
  const strong = dark.matches ? "#8d98a8" : "#7f8ca0";
  return { color, hover: strong, highlight: strong, inherit: false };
};
const paintEdges = () => {
  const evidence = (edge) => ["supports", "disputes"].includes(edge.relation);
  edges.update(
    data.edges.map((edge) => ({
      id: edge.id,
      width: evidence(edge) ? 2 : 1,
      dashes: { disputes: [6, 4], experience: [2, 4] }[edge.relation] ?? false,
      color: edgeColor(edge),
    })),
  );
};
let network = null;
const NEAR = 0.84; // scale at which a small screen starts: letters of questions have their own size
const TOP = 56; // pixels at the top that the buttons take
const start = () => {
  const settings = options();
  settings.interaction = { ...settings.interaction, hover: data.nodes.length <= 1000 };
  network = new vis.Network(at("map"), { nodes: nodeView, edges: edgeView }, settings);
  network.on("click", ({ nodes: [number] }) => (number === undefined ? choose(null) : choose(number)));
  network.on("afterDrawing", watchView);
  const frame = at("map").firstElementChild;
  frame.role = "img";
  frame.dataset.name = "map.label";
  frame.ariaLabel = word("map.label");
};


// What is visible, with its labels at their own size.
const extent = (ids = shown) => {
  const boxes = ids.map((id) => labelBox(id, data.looks[lookOf[id]].font));
  const side = (number, most) => boxes.reduce((found, box) => most(found, box[number]), most(Infinity, -Infinity) * -1);
  return [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
};
const whole = (width, height) => {
  const [left, top, right, bottom] = extent();
  const scale = Math.min((width - 24) / (right - left), (height - 24) / (bottom - top), 1.3);
  return { scale, position: { x: (left + right) / 2, y: (top + bottom) / 2 } };
};
const fit = () => {
  if (!shown.length) return;
  network.moveTo({ ...whole(at("map").clientWidth, at("map").clientHeight), animation: false });
  declutter();
};
// Where a chosen one stands with what it is linked to, in the part that its panel leaves free.
const besidePanel = () => (innerWidth > 1023 ? at("panel").offsetWidth : 0);
const around = (number) => {
  const near = [number, ...links[number].map(({ to }) => to)].filter((id) => seen.has(id) && lookOf[id] !== "meeting");
  const [left, top, right, bottom] = extent(near.length > MOST_MARKED ? [number] : near);
  const [width, height] = [at("map").clientWidth - besidePanel(), at("map").clientHeight];
  const scale = Math.min(Math.max(Math.min((width - 24) / (right - left), (height - 24) / (bottom - top)), NEAR), 1.1);
  const whole = (right - left) * scale < width && (bottom - top) * scale < height;
  const { x, y } = whole ? { x: (left + right) / 2, y: (top + bottom) / 2 } : data.nodes[number];
  return { scale, position: { x: x + besidePanel() / 2 / scale, y } };
};
// One that was clicked where its panel comes moves out from under it.
const uncover = (number) => {
  const { x } = network.canvasToDOM(data.nodes[number]);
  const lack = x + 100 - (at("map").clientWidth - besidePanel());
  if (!besidePanel() || lack <= 0) return;
  const position = network.getViewPosition();
  network.moveTo({ position: { x: position.x + lack / network.getScale(), y: position.y }, animation: false });
};
// On a small screen a map starts near, where the most questions and themes fit; the whole is one button away.
const begin = () => {
  fit();
  const scale = NEAR;
  if (network.getScale() >= scale || innerWidth > 720 || shown.length > MOST_LABELS) return;
  const boxes = shown.map((id) => labelBox(id, fontAt(id, scale)));
  const [wide, high] = [at("map").clientWidth / scale / 2, at("map").clientHeight / scale / 2];
  const whole = ([left, top, right, bottom], { x, y }) =>
    left > x - wide && right < x + wide && top > y - high + TOP / scale && bottom < y + high;
  const places = boxes.map((box) => ({ x: box[0] + wide - 8, y: 0 })).flatMap(({ x }) =>
    boxes.map((box) => ({ x, y: box[1] + high - TOP / scale - 8 })));
  const weights = shown.map((id) => (isQuestion(id) ? 3 : 1));
  const count = (place) => boxes.reduce((sum, box, number) => sum + (whole(box, place) ? weights[number] : 0), 0);
  const best = places.reduce((most, place) => {
    const number = count(place);
    return number > most.number ? { place, number } : most;
  }, { place: network.getViewPosition(), number: 0 });
  network.moveTo({ scale, position: best.place, animation: false });
  declutter();
};
