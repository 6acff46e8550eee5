// The canvas: vis-network, its looks in light and dark, and what is drawn near or far.
"use strict";

const nodes = new vis.DataSet(data.nodes.map((node) => ({ ...node, title: data.facts[node.id].text })));
const edges = new vis.DataSet(data.edges);
let seen = new Set();
const nodeView = new vis.DataView(nodes, { filter: (node) => seen.has(node.id) });
const isNear = (edge) => edge.from === chosen || edge.to === chosen;
const bothSeen = (edge) => seen.has(edge.from) && seen.has(edge.to);
const edgeView = new vis.DataView(edges, { filter: (edge) => bothSeen(edge) && (!crowded || isNear(edge)) });
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
    groups[name] = { ...group, scaling: shownFrom(look.is_quiet && data.quiet ? look.font * 1.2 : 6) };
    groups[`${name}+`] = { ...group, scaling: shownFrom(6) };
    groups[`${name}~`] = { ...group, scaling: shownFrom(look.is_quiet && data.quiet ? 1000 : 6), font: faint, opacity: 0.16 };
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
  network.on("afterDrawing", landmarks); // however one zoomed
  const frame = at("map").firstElementChild;
  frame.role = "img";
  frame.dataset.name = "map.label";
  frame.ariaLabel = word("map.label");
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
  // The library leaves a wide margin; on a phone labels need it.
  const closer = innerWidth > 720 ? 1.05 : 1;
  network.moveTo({ scale: Math.min(1.2, network.getScale() * closer), animation: false });
  landmarks();
};
