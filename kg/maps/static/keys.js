// The map by keyboard: arrows go from node to node, Enter chooses, and what one meets is said.
"use strict";

let cursor = null; // item under the keyboard
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const toCursor = (item) => {
  cursor = item;
  network.selectNodes([item], false);
  hovered = item;
  reveal(item);
  declutter();
  say(spoken(item));
};
const spoken = (item) => {
  if (isCluster(item)) return word("said.group", { text: clusterName(item - SIZE), number: groupOf(item).members.length });
  const kind = isQuestion(item) ? `${word("kind.question")}, ${lookName(lookOf(item))}` : word(`kind.${kindOf(item)}`);
  return word("said.node", { text: textOf(item), kind, number: scene.edges.filter((line) => isNear(line, item)).length });
};
// The nearest in that direction; what lies aside counts double.
const nearest = ([right, down]) => {
  const { x, y } = placeOf(cursor);
  let [best, least] = [null, Infinity];
  for (const item of itemsNow()) {
    const place = placeOf(item);
    const [across, along] = right ? [Math.abs(place.y - y), (place.x - x) * right] : [Math.abs(place.x - x), (place.y - y) * down];
    if (item === cursor || along <= 0) continue;
    const cost = along + 2 * across;
    if (cost < least) [best, least] = [item, cost];
  }
  return best;
};
const centreItem = () => {
  const { x, y } = network.getViewPosition();
  const away = (item) => {
    const place = placeOf(item);
    return (place.x - x) ** 2 + (place.y - y) ** 2;
  };
  return itemsNow().reduce((best, item) => (best === null || away(item) < away(best) ? item : best), null);
};
const ACTIONS = {
  "+": () => zoom(1.3),
  "=": () => zoom(1.3),
  "-": () => zoom(1 / 1.3),
  0: () => fit(),
  Home: () => fit(),
  Enter: () => { if (cursor !== null) pick(cursor, { move: true }); },
  " ": () => { if (cursor !== null) pick(cursor, { move: true }); },
  Escape: () => letGo(),
};
const onMapKey = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const way = WAYS[event.key];
  const action = ACTIONS[event.key];
  if (!way && !action) return;
  event.preventDefault();
  if (action) return action();
  if (event.shiftKey) return pan(way[0] * 80, way[1] * 80);
  const known = itemsNow();
  if (!known.length) return;
  if (cursor === null || !known.includes(cursor)) return toCursor(known.includes(state.chosen) ? state.chosen : centreItem());
  const found = nearest(way);
  if (found !== null) toCursor(found);
};
const onPageKey = (event) => {
  const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
  if (event.key === "/" && !typing) {
    event.preventDefault();
    at("search").focus();
  }
  if (event.key === "Escape" && (state.chosen !== null || state.path || pathFrom !== null)) {
    letGo();
    at("map").focus();
  }
};
const startKeys = () => {
  at("map").addEventListener("keydown", onMapKey);
  at("map").addEventListener("blur", () => {
    if (hovered === cursor && cursor !== null) { hovered = null; declutter(); }
  });
  document.addEventListener("keydown", onPageKey);
};
