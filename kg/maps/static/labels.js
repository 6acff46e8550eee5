// Which labels are drawn, and how large: never over each other, never too small to read, as many as fit.
"use strict";

const SMALLEST = 11.5; // pixels on the screen, whatever the scale
const LARGEST = 17;
const MOST_LABELS = 700; // as many are weighed at once, those on screen first
const UNIT = 100; // font size at which texts are measured
const FACE = "system-ui, sans-serif";
const pen = document.createElement("canvas").getContext("2d");
const measured = new Map();
const fontOf = new Map(); // node to the size of its font now; 0 when its label is not drawn
const holdsLabel = (id) => ["box", "ellipse"].includes(data.looks[lookOf[id]].shape);
// From the most to the least worth reading.
const worth = (id) => {
  const look = lookOf[id];
  if (id === chosen) return -2;
  if (chosen !== null) return marked.get(id) === "+" ? -1 : 3;
  if (look === "theme") return 0;
  if (/^question-(?!process|retired)/.test(look)) return 0.5;
  if (look === "school") return 0.5;
  return ["publication", "meeting"].includes(look) ? 1 : 2;
};
const measure = (text) => {
  if (!measured.has(text)) {
    pen.font = `${UNIT}px ${FACE}`;
    const lines = text.split("\n");
    measured.set(text, [Math.max(...lines.map((line) => pen.measureText(line).width)) / UNIT, lines.length]);
  }
  return measured.get(text);
};
const fontAt = (id, scale) => {
  const { font } = data.looks[lookOf[id]];
  return Math.round(Math.min(Math.max(font, SMALLEST / scale), LARGEST / scale, 400) * 10) / 10;
};
// Left, top, right and bottom of the shape with its label, as vis-network draws them.
const labelBox = (id, plain) => {
  const size = id === chosen ? plain * 1.1 : plain; // its label is bold
  const { x, y, label } = nodes.get(id);
  const look = data.looks[lookOf[id]];
  const [width, lines] = measure(label);
  const [half, high] = [(width * size) / 2, lines * size * 1.15];
  if (look.shape === "box") return [x - half - 10, y - high / 2 - 6, x + half + 10, y + high / 2 + 6];
  if (look.shape === "ellipse") return [x - half * 1.45 - 4, y - high * 0.75 - 4, x + half * 1.45 + 4, y + high * 0.75 + 4];
  const reach = Math.max(half, look.size);
  return [x - reach - 2, y - look.size, x + reach + 2, y + look.size + high + 5];
};
const apart = (a, b) => a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3];
// Whether a label would lie over the shape of a question, other than its own; themes may, they are the landmarks.
const isQuestion = (id) => data.facts[id].kind === "question";
const hides = (id, box) => {
  if (lookOf[id] === "theme") return false;
  const under = ({ x, y }, size) => !apart(box, [x - size, y - size, x + size, y + size]);
  return shown.some((other) => other !== id && isQuestion(other) && under(data.nodes[other], data.looks[lookOf[other]].size));
};
const onScreen = (ids, scale) => {
  const [middle, frame] = [network.getViewPosition(), at("map")];
  const [width, height] = [(frame.clientWidth / scale) * 0.75, (frame.clientHeight / scale) * 0.75];
  return ids.filter((id) => {
    const { x, y } = data.nodes[id];
    return Math.abs(x - middle.x) < width && Math.abs(y - middle.y) < height;
  });
};
const declutter = () => {
  const scale = network.getScale();
  let ids = shown.length > MOST_LABELS ? onScreen(shown, scale) : [...shown];
  ids.sort((a, b) => worth(a) - worth(b) || links[b].length - links[a].length || a - b);
  ids = ids.slice(0, MOST_LABELS);
  const wanted = new Map();
  const taken = [];
  for (const id of ids) {
    const size = fontAt(id, scale);
    const box = labelBox(id, size);
    if (!taken.every((other) => apart(box, other)) || hides(id, box)) continue;
    taken.push(box);
    wanted.set(id, size);
  }
  const changed = shown.filter((id) => fontOf.get(id) !== (wanted.get(id) ?? 0));
  for (const id of changed) fontOf.set(id, wanted.get(id) ?? 0);
  nodes.update(changed.map((id) => ({ id, font: { size: fontOf.get(id) } })));
};
// After a zoom or a move, however it was made; not during one.
let looked = "";
let waiting = 0;
const watchView = () => {
  const { x, y } = network.getViewPosition();
  const moved = shown.length > MOST_LABELS ? [Math.round(x / 50), Math.round(y / 50)] : [];
  const view = [network.getScale().toFixed(3), ...moved].join();
  if (view === looked) return;
  looked = view;
  clearTimeout(waiting);
  waiting = setTimeout(declutter, 120);
};
