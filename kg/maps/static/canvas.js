// The canvas: vis-network, its looks in light and dark, and what stands back while one reads something.
"use strict";

const FACE = "system-ui, sans-serif";
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
let network = null;
let hovered = null;
const papers = new Map(); // colour of the page, in light and in dark
const paper = () => {
  if (printing) return "#ffffff";
  if (!papers.has(shade())) papers.set(shade(), getComputedStyle(document.documentElement).getPropertyValue("--paper").trim());
  return papers.get(shade());
};
// vis-network draws at each thing that it is told; of a change that tells it several, only the end is drawn.
let quiet = 0;
const drawOnce = (work) => {
  const { emitter } = network.body;
  if (!quiet) emitter.emit("_blockRedraw");
  quiet += 1;
  try {
    work();
  } finally {
    quiet -= 1;
    if (!quiet) ["_allowRedraw", "_requestRedraw"].forEach((name) => emitter.emit(name));
  }
};
const options = () => {
  const strong = dark.matches ? "#d5dbe4" : "#2f3b4c";
  const groups = {};
  for (const [name, look] of Object.entries(data.looks)) {
    const [fill, line, ink] = look[shade()];
    const common = { shape: look.shape, size: look.size, borderWidth: look.shape === "box" ? 1 : 2, borderWidthSelected: 3 };
    const color = { background: fill, border: line };
    const lit = { ...color, highlight: { ...color, border: strong }, hover: { ...color, border: strong } };
    const inside = HOLDING.includes(look.shape);
    const font = { color: ink, vadjust: 0, strokeWidth: inside ? 0 : 4, strokeColor: paper() };
    const shapeProperties = { borderRadius: name === "theme" ? 14 : 3 };
    const margin = name === "theme" ? { top: 6, bottom: 6, left: 10, right: 10 } : 5;
    // Which labels are drawn is for labels.js to say.
    const scaling = { label: { enabled: false, drawThreshold: 3 } };
    const group = { ...common, color: lit, font, shapeProperties, margin, opacity: 1, scaling };
    groups[name] = group;
    groups[`${name}~`] = { ...group, font: { ...font, color: `${ink}44`, strokeWidth: 0 }, opacity: 0.16 };
    groups[`${name}-`] = { ...group, font: { ...font, color: `${ink}aa` }, opacity: 0.45 };
  }
  return { ...data.options, groups, nodes: { font: { face: FACE } } };
};
// vis-network mixes opacity in itself, so quiet lines are said by a colour of their own.
const SHADES = {
  light: { supports: "#0a7666", disputes: "#b24a45", near: "#c4c2bc", far: "#e4e1da", bridge: "#b34700", strong: "#7f8ca0" },
  dark: { supports: "#4fc9b4", disputes: "#e58a84", near: "#4a515d", far: "#2b3038", bridge: "#ffb980", strong: "#8d98a8" },
};
const FAR = ["raised", "discussed", "mentions", "experience"];
const edgeShade = (relation) => {
  const shades = SHADES[shade()];
  return shades[relation] ?? (FAR.includes(relation) ? shades.far : shades.near);
};
const DASHES = { disputes: [6, 4], experience: [2, 4], background: [3, 5], bridge: [10, 7] };
// The better the study, the broader its line.
const GRADES = ["practice-voice", "case", "practice-study", "peer-reviewed", "review"];
const isEvidence = (relation) => ["supports", "disputes", "background"].includes(relation);
const gradeOf = (line) => (isEvidence(line.relation) ? data.types[node.type[line.from]] : "");
const widthOf = (line) => {
  if (line.relation === "joined") return Math.min(9, 1 + Math.log2(line.weight) * 1.3);
  if (line.relation === "bridge") return 2.5;
  return isEvidence(line.relation) ? 1.5 + 0.6 * (GRADES.indexOf(gradeOf(line)) + 1) : 1;
};
// What is said on the line itself, where there is room: what a publication does, and what kind of study it is.
const SAID = 11; // pixels on the screen
const saidOn = (line) => {
  if (!isEvidence(line.relation)) return "";
  const grade = gradeOf(line);
  const text = grade ? `${word(`stance.${line.relation}`)} · ${concept("grade", grade)}` : word(`stance.${line.relation}`);
  const [from, to] = [placeOf(line.from), placeOf(line.to)];
  const free = Math.hypot(to.x - from.x, to.y - from.y) - plainSize(line.from) - plainSize(line.to);
  // The line itself stays in sight.
  return free * scaleNow() > 1.4 * measure(text)[0] * SAID ? text : "";
};
const isNear = ({ from, to }, item) => from === item || to === item;
const litNow = () => {
  const path = pathNow();
  if (path.length) return new Set(path);
  const centre = hovered ?? state.chosen;
  if (centre === null) return null;
  const found = new Set([centre]);
  for (const line of scene.edges) if (isNear(line, centre)) [line.from, line.to].forEach((item) => found.add(item));
  return found;
};
const onPath = (line) => {
  const path = pathNow();
  return path.some((id, place) => place > 0 && isNear(line, id) && isNear(line, path[place - 1]));
};
const isLit = (line, lit) => (pathNow().length ? onPath(line) : isNear(line, hovered ?? state.chosen) && lit.has(line.from));
const mark = (item, lit) => {
  if (lit) return lit.has(item) ? "" : "~";
  return scene.added && !isCluster(item) && !scene.added.has(item) ? "-" : "";
};
// Half the width of a shape: what was asked more often is larger, and nothing gets too small to see.
const GROWTH = 0.32;
const plainSize = (id) => {
  const look = data.looks[lookOf(id)];
  if (!isQuestion(id)) return look.size;
  const times = { asked: askedBy(id), schools: (node.schools[id] || []).length || 1 }[view().sized] ?? 1;
  return look.size * Math.min(2, 1 + GROWTH * (times - 1));
};
const raised = data.relations.indexOf("raised");
const askedBy = (id) => {
  if (!state.until) return node.asked[id] || 1;
  return linksOf(id).filter((number) => edge.relation[number] === raised && edge.since[number] <= today()).length || 1;
};
const SMALLEST_SHAPE = 4.5; // pixels on the screen
const sizeAt = (id, scale) => Math.max(plainSize(id), SMALLEST_SHAPE / scale);
const groupSize = ({ size }) => size;

// Drawing a group: a ring with a part for each look in it, the number of its members inside, its name below.
const drawGroup = ({ ctx, id, x, y, state: { selected, hover } }) => {
  const group = groupOf(id);
  if (!group) return { drawNode() {}, nodeDimensions: { width: 0, height: 0 } };
  const radius = groupSize(group);
  const [, , ink] = data.looks.theme[shade()];
  const faint = markedNow.get(id) === "~";
  const drawNode = () => {
    ctx.save();
    ctx.globalAlpha = faint ? 0.2 : 1;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fillStyle = selected || hover ? data.looks.theme[shade()][0] : paper();
    ctx.fill();
    ctx.lineWidth = radius * 0.22;
    let from = -Math.PI / 2;
    for (const [look, share] of ringOf(group)) {
      const until = from + 2 * Math.PI * share;
      ctx.beginPath();
      ctx.arc(x, y, radius * 0.89, from, until);
      ctx.strokeStyle = data.looks[look][shade()][look === "question-evidenced" || look === "question-answered" ? 1 : 0];
      ctx.stroke();
      from = until;
    }
    ctx.lineWidth = Math.max(1, radius * 0.02);
    ctx.strokeStyle = data.looks.theme[shade()][1];
    for (const edgeOfRing of [1, 0.78]) {
      ctx.beginPath();
      ctx.arc(x, y, radius * edgeOfRing, 0, 2 * Math.PI);
      ctx.stroke();
    }
    ctx.fillStyle = ink;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.font = `600 ${radius * 0.55}px ${FACE}`;
    ctx.fillText(String(numberIn(group)), x, y, radius * 1.4);
    ctx.restore();
  };
  // Names come after all rings, so that none lies under one.
  const drawExternalLabel = () => {
    const size = fontOf.get(id) ?? 0;
    if (!size) return;
    ctx.save();
    ctx.globalAlpha = faint ? 0.25 : 1;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.font = `${size}px ${FACE}`;
    ctx.fillStyle = ink;
    ctx.lineWidth = size / 3;
    ctx.strokeStyle = paper();
    ctx.lineJoin = "round";
    groupLines(id).forEach((line, number) => {
      const below = y + radius + size * (0.9 + 1.15 * number);
      ctx.strokeText(line, x, below);
      ctx.fillText(line, x, below);
    });
    ctx.restore();
  };
  return { drawNode, drawExternalLabel, nodeDimensions: { width: 2 * radius, height: 2 * radius } };
};
// What a ring tells the number of: questions, where there are any.
const numberIn = ({ members }) => members.filter(isQuestion).length || members.length;
// Parts of the ring: questions by status, and what is no question together where there are no questions.
const ringOf = ({ looks }) => {
  const asked = [...looks].filter(([look]) => look.startsWith("question-"));
  const parts = (asked.length ? asked : [...looks]).sort((a, b) => LOOKS.indexOf(a[0]) - LOOKS.indexOf(b[0]));
  const all = parts.reduce((sum, [, number]) => sum + number, 0) || 1;
  return parts.map(([look, number]) => [look, number / all]);
};

// What is drawn, brought in line with the scene; what stays is only told what is new.
const markedNow = new Map();
const shownAs = new Map(); // item to what vis-network was told of it
const shownLines = new Map();
const asNode = (id, lit) => {
  const { x, y } = layoutNow();
  const size = sizeAt(id, scaleNow());
  return { id, group: lookOf(id) + mark(id, lit), label: labelOf(id), x: x[id], y: y[id], size, font: { size: fontOf.get(id) ?? 0 }, title: textOf(id) };
};
// Its size is what the mouse meets.
const asGroup = ({ item, x, y, size }) => ({ id: item, shape: "custom", ctxRenderer: drawGroup, size, label: "", x, y, title: clusterName(item - SIZE) });
const asLine = (line, lit) => {
  const { id, from, to, relation } = line;
  const on = lit !== null && isLit(line, lit);
  const faint = lit !== null && !on;
  const color = on && !isEvidence(relation) ? SHADES[shade()].strong : edgeShade(relation);
  const said = on || (lit === null && state.view === "evidence") ? saidOn(line) : "";
  const font = { size: SAID / scaleNow(), face: FACE, color: data.looks.insight[shade()][2], strokeWidth: 4, strokeColor: paper(), align: "middle" };
  return { id, from, to, width: widthOf(line) + (on && !isEvidence(relation) ? 0.6 : 0), dashes: DASHES[relation] ?? false, label: said, font,
    color: { color, hover: SHADES[shade()].strong, highlight: color, inherit: false, opacity: faint ? 0.2 : 1 } };
};
const bring = (set, known, wanted) => {
  const fresh = [];
  for (const one of wanted) {
    const told = JSON.stringify(one);
    if (known.get(one.id) !== told) fresh.push(one);
    known.set(one.id, told);
  }
  const ids = new Set(wanted.map(({ id }) => id));
  const gone = [...known.keys()].filter((id) => !ids.has(id));
  gone.forEach((id) => known.delete(id));
  if (gone.length) set.remove(gone);
  if (fresh.length) set.update(fresh);
};
const paint = () => {
  const lit = litNow();
  for (const item of itemsNow()) markedNow.set(item, mark(item, lit));
  bring(nodes, shownAs, [...scene.groups.map(asGroup), ...scene.nodes.map((id) => asNode(id, lit))]);
  bring(edges, shownLines, scene.edges.map((line) => asLine(line, lit)));
};
let waitingHover = 0;
const hover = (item) => {
  clearTimeout(waitingHover);
  waitingHover = setTimeout(() => {
    if (hovered === item) return;
    hovered = item;
    paint();
  }, 80);
};
const startCanvas = () => {
  network = new vis.Network(at("map"), { nodes, edges }, options());
  network.on("click", ({ nodes: [item] }) => pick(item ?? null));
  network.on("hoverNode", ({ node: item }) => hover(item));
  network.on("blurNode", () => hover(null));
  network.on("afterDrawing", watchView);
  // vis-network hears nothing of a mouse that leaves.
  at("map").addEventListener("mouseleave", () => {
    at("map").querySelector("canvas").dispatchEvent(new MouseEvent("mousemove", { clientX: -9999, clientY: -9999 }));
  });
};
const repaint = () => {
  shownAs.clear();
  shownLines.clear();
  network.setOptions(options());
  paint();
};
