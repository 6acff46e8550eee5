// What one looks at, and its address: a link to the page gives the same view, and so does the button back.
"use strict";

const FACETS = ["theme", "type", "school", "sector", "meeting", "grade"];
const VIEWS = Object.fromEntries(data.views.map((view) => [view.name, view]));
const fresh = (view) => ({
  view,
  on: new Set(VIEWS[view].starts), // looks that are drawn
  facets: {}, // what the nodes must have: facet to value
  loose: false, // whether what nothing visible refers to is drawn as well
  until: 0, // number of the day that it is, 0 for now
  chosen: null,
  focus: null, // node that all is about in the view of that name
  depth: data.depth,
  pins: new Set(),
  open: new Set(), // clusters of the layout that were opened
  path: null, // its two ends
  camera: null,
});
let state = fresh(data.view);
let pathFrom = null; // the end that waits for another

// Addresses name a node by the last part of its IRI, which stays the same from file to file.
let byTail = null;
const nodeOfTail = (tail) => {
  byTail ??= new Map(node.tail.map((name, id) => [name, id]));
  return byTail.get(tail) ?? null;
};
const nodesOfTails = (text) => text.split(",").filter(Boolean).map((tail) => nodeOfTail(decode(tail))).filter((id) => id !== null);
const tailsOf = (ids) => [...ids].map((id) => encodeURIComponent(node.tail[id])).join(",");
const sameSet = (one, other) => one.size === other.length && other.every((item) => one.has(item));
// A cluster is named by its first member and how many clusters it lies in.
const clusterKey = (number) => {
  const { clusters, order } = layoutNow();
  let deep = 0;
  for (let above = clusters[number][0]; above >= 0; above = clusters[above][0]) deep += 1;
  return `${deep}.${encodeURIComponent(node.tail[order[clusters[number][1]]])}`;
};
const address = () => {
  const parts = [["view", state.view]];
  const add = (key, value) => { if (value) parts.push([key, value]); };
  if (state.focus !== null) add("focus", tailsOf([state.focus]));
  if (state.depth !== data.depth) add("depth", state.depth);
  if (!sameSet(state.on, VIEWS[state.view].starts)) add("on", [...state.on].join(",") || "-");
  for (const facet of FACETS) {
    const value = state.facets[facet];
    if (value !== undefined) add(facet, typeof value === "number" ? tailsOf([value]) : encodeURIComponent(value));
  }
  add("loose", state.loose ? 1 : 0);
  add("until", state.until ? data.days[state.until] : "");
  if (state.chosen !== null && isCluster(state.chosen)) add("group", clusterKey(state.chosen - SIZE));
  else if (state.chosen !== null) add("node", tailsOf([state.chosen]));
  add("pin", tailsOf(state.pins));
  add("open", [...state.open].map(clusterKey).join(","));
  if (state.path) add("path", tailsOf(state.path));
  if (language !== data.language) add("lang", language);
  if (state.camera) add("at", state.camera.join(","));
  return `#${parts.map(([key, value]) => `${key}=${value}`).join("&")}`;
};
const SCALES = [0.001, 20];
const IS_NODE = ["theme", "school", "meeting"];
const readAddress = () => {
  const given = new Map(location.hash.slice(1).split("&").map((part) => {
    const [key, ...rest] = part.split("=");
    return [key, rest.join("=")];
  }));
  const view = Object.hasOwn(VIEWS, given.get("view") ?? "") ? given.get("view") : data.view;
  const found = fresh(view);
  const one = (key) => (given.has(key) ? nodesOfTails(given.get(key))[0] ?? null : null);
  if (given.has("on")) found.on = new Set(given.get("on").split(",").filter((look) => VIEWS[view].can.includes(look)));
  for (const facet of FACETS.filter((name) => given.has(name))) {
    const value = IS_NODE.includes(facet) ? one(facet) : decode(given.get(facet));
    if (value !== null && (!IS_NODE.includes(facet) || kindOf(value) === facet)) found.facets[facet] = value;
  }
  found.loose = given.get("loose") === "1";
  found.until = Math.max(0, data.days.indexOf(given.get("until") ?? ""));
  found.chosen = one("node");
  found.focus = one("focus") ?? (view === "focus" ? data.focus ?? found.chosen : null);
  found.depth = Math.min(6, Math.max(1, Number(given.get("depth")) || data.depth));
  found.pins = new Set(nodesOfTails(given.get("pin") ?? ""));
  const ends = nodesOfTails(given.get("path") ?? "");
  if (ends.length === 2) found.path = ends;
  const camera = (given.get("at") ?? "").split(",").map(Number);
  if (camera.length === 3 && camera.every(Number.isFinite) && camera[2] > SCALES[0] && camera[2] < SCALES[1]) found.camera = camera;
  if (view === "focus" && found.focus === null) return { ...fresh("overview"), language: given.get("lang") };
  const opened = (given.get("open") ?? "").split(",").filter(Boolean);
  return { ...found, opened, group: given.get("group"), language: given.get("lang") };
};
const decode = (text) => {
  try { return decodeURIComponent(text); } catch { return text; }
};
// Take what an address says; clusters can be looked up once the view, and so the layout, is known.
const takeAddress = () => {
  const { opened = [], group, language: wanted, ...rest } = readAddress();
  state = rest;
  language = Object.hasOwn(data.words, wanted ?? "") ? wanted : data.language;
  const { clusters } = layoutNow();
  if (!opened.length && !group) return;
  const keys = new Map(clusters.map((cluster, number) => [clusterKey(number), number]));
  state.open = new Set(opened.filter((key) => keys.has(key)).map((key) => keys.get(key)));
  if (state.view === "bridges" && keys.has(group)) state.chosen = SIZE + keys.get(group);
};
// A step is something to come back from; the rest only keeps the address true.
const keepAddress = (isStep) => {
  const wanted = address();
  if (wanted === location.hash) return;
  history[isStep ? "pushState" : "replaceState"](null, "", wanted);
};
