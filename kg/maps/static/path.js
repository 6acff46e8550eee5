// The shortest way between two nodes, along what the sources say.
"use strict";

// Steps that say little cost more: a meeting links all that was said in it, a theme all that is about it.
const COSTS = { raised: 5, discussed: 5, mentions: 5, visited: 4, theme: 2, broader: 3 };
let pathKnown = { key: "", path: [] };
const pathNow = () => {
  if (!state.path) return [];
  const key = `${state.path.join()} ${state.until}`;
  if (pathKnown.key !== key) pathKnown = { key, path: shortest(...state.path) };
  return pathKnown.path;
};
// Source: Dijkstra 1959, with a bucket for each distance (Dial 1969).
const shortest = (from, to) => {
  const far = new Int32Array(SIZE).fill(-1);
  const came = new Int32Array(SIZE).fill(-1);
  const buckets = [[from]];
  far[from] = 0;
  for (let distance = 0; distance < buckets.length; distance += 1) {
    for (const id of buckets[distance] ?? []) {
      if (far[id] !== distance) continue;
      if (id === to) return backFrom(to, came);
      for (const number of linksOf(id)) {
        const other = otherEnd(number, id);
        const reached = distance + (COSTS[relationOf(number)] ?? 1);
        if (edge.since[number] > today() || !isThere(other) || (far[other] >= 0 && far[other] <= reached)) continue;
        far[other] = reached;
        came[other] = id;
        (buckets[reached] ??= []).push(other);
      }
    }
  }
  return [];
};
const backFrom = (end, came) => {
  const path = [end];
  while (came[path[0]] >= 0) path.unshift(came[path[0]]);
  return path;
};
const relationBetween = (one, other) => {
  const numbers = linksOf(one).filter((number) => otherEnd(number, one) === other && edge.since[number] <= today());
  const [number] = numbers.sort((a, b) => (COSTS[relationOf(a)] ?? 1) - (COSTS[relationOf(b)] ?? 1));
  return edge.from[number] === one ? relationOf(number) : `${relationOf(number)}-back`;
};
const pathPanel = (path, details) => {
  details.append(make("p", { className: "subject", textContent: word("path.title") }));
  const items = path.map((id, place) => {
    const way = place ? [make("span", { className: "hint", textContent: word(`relation.${relationBetween(path[place - 1], id)}`) })] : [];
    return make("li", {}, ...way, nodeButton(id));
  });
  details.append(make("ol", { className: "path" }, ...items));
};
// The other end of a path that was asked for.
const endPath = (id) => {
  const from = pathFrom;
  pathFrom = null;
  at("asking").textContent = "";
  const path = from === id ? [] : shortest(from, id);
  // A way may lead over what this view cannot draw.
  if (path.some((one) => !layoutNow().has[one])) state = { ...fresh("overview"), until: state.until, pins: state.pins };
  if (!path.length) return say(word("path.none", { from: textOf(from), to: textOf(id) }));
  state.chosen = null;
  state.path = [from, id];
  change({ step: true, move: "lit", focusPanel: true });
  say(word("path.found", { from: textOf(from), to: textOf(id), number: path.length - 1 }));
};
