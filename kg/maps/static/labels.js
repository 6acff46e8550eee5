// Which labels are drawn, and how large: never over each other, never too small to read, as many as fit.
"use strict";

const SMALLEST = 11.5; // pixels on the screen, whatever the scale
const LARGEST = 17;
const UNIT = 100; // font size at which texts are measured
const HOLDING = ["box", "ellipse"]; // shapes that hold their label
const GROUP_LINE = 24; // characters in a line of the name of a group
const pen = document.createElement("canvas").getContext("2d");
const measured = new Map();
const fontOf = new Map(); // item to the size of its font now; 0 when its label is not drawn
const groupLines = (item) => wrapped(clusterName(item - SIZE), GROUP_LINE, 3 * GROUP_LINE);
// From the most to the least worth reading.
const worth = (item) => {
  if (item === state.chosen || item === hovered) return -2;
  if (litItems && litItems.has(item)) return -1;
  if (isCluster(item)) return 0;
  const look = lookOf(item);
  if (look === "theme") return litItems ? 3 : 0;
  const plain = { question: 0.5, school: 0.5, publication: 1, meeting: 1 }[kindOf(item)] ?? 2;
  return (["question-process", "question-retired"].includes(look) ? 2 : plain) + (litItems ? 3 : 0);
};
let litItems = null;
const measure = (text) => {
  if (!measured.has(text)) {
    pen.font = `${UNIT}px ${FACE}`;
    const lines = text.split("\n");
    measured.set(text, [Math.max(...lines.map((line) => pen.measureText(line).width)) / UNIT, lines.length]);
  }
  return measured.get(text);
};
const fontAt = (item, scale) => {
  const font = isCluster(item) ? 14 : data.looks[lookOf(item)].font;
  return Math.round(Math.min(Math.max(font, SMALLEST / scale), LARGEST / scale) * 10) / 10;
};
const placeOf = (item) => {
  if (isCluster(item)) return groupOf(item);
  const { x, y } = layoutNow();
  return { x: x[item], y: y[item] };
};
// Left, top, right and bottom of the shape with its label, as they are drawn.
const labelBox = (item, plain, scale) => {
  const { x, y } = placeOf(item);
  if (isCluster(item)) {
    const radius = groupSize(groupOf(item));
    const [width, lines] = measure(groupLines(item).join("\n"));
    const reach = Math.max((width * plain) / 2, radius);
    return [x - reach, y - radius, x + reach, y + radius + plain * (0.5 + 1.15 * lines)];
  }
  const size = item === state.chosen ? plain * 1.1 : plain; // its label is bold
  const look = data.looks[lookOf(item)];
  const [width, lines] = measure(labelOf(item));
  const [half, high] = [(width * size) / 2, lines * size * 1.15];
  if (look.shape === "box") return [x - half - 10, y - high / 2 - 6, x + half + 10, y + high / 2 + 6];
  if (look.shape === "ellipse") return [x - half * 1.45 - 4, y - high * 0.75 - 4, x + half * 1.45 + 4, y + high * 0.75 + 4];
  const shape = sizeAt(item, scale);
  const reach = Math.max(half, shape);
  return [x - reach - 2, y - shape, x + reach + 2, y + shape + high + 5];
};
const apart = (a, b) => a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3];
// Shapes that no label but their own may cover: those of questions and groups.
const shapesNow = (scale) => {
  const box = (item, size) => {
    const { x, y } = placeOf(item);
    return { item, box: [x - size, y - size, x + size, y + size] };
  };
  return [...scene.nodes.filter(isQuestion).map((id) => box(id, sizeAt(id, scale))), ...scene.groups.map((group) => box(group.item, groupSize(group)))];
};
let looked = ""; // scale for which the labels were chosen
const declutter = () => {
  const scale = scaleNow();
  litItems = litNow();
  const items = itemsNow().sort((a, b) => worth(a) - worth(b) || importance(b) - importance(a) || a - b);
  const shapes = shapesNow(scale);
  const [taken, wanted] = [[], new Map()];
  for (const item of items) {
    const size = fontAt(item, scale);
    const box = labelBox(item, size, scale);
    const free = taken.every((other) => apart(box, other));
    // Themes and groups may cover a shape: they are the landmarks.
    const hides = !isCluster(item) && lookOf(item) !== "theme" && shapes.some((shape) => shape.item !== item && !apart(box, shape.box));
    // A box without its label is a riddle, so what is lit keeps its own.
    const mustShow = litItems && litItems.has(item) && !isCluster(item) && HOLDING.includes(data.looks[lookOf(item)].shape);
    if ((!free || hides) && !mustShow) continue;
    taken.push(box);
    wanted.set(item, size);
  }
  fontOf.clear();
  for (const [item, size] of wanted) fontOf.set(item, size);
  looked = scale.toFixed(3);
  paint();
};
const importance = (item) => (isCluster(item) ? groupOf(item).members.length : degree(item));
// After a zoom or a move, however it was made; not during one.
let waiting = 0;
const watchView = () => {
  const seen = network.getScale().toFixed(3);
  if (seen !== looked) {
    clearTimeout(waiting);
    waiting = setTimeout(declutter, 120);
  }
  keepCamera();
};
