// What is drawn of what can be seen: at most some hundreds of things, the rest folded into the groups that it stands in.
// A node of the map is drawn under its own number, a group under SIZE and its number.
"use strict";

const MOST = 300; // more than this nobody reads
const FEW = 3; // as few stand on their own rather than in a group
const MOST_APART = 12; // more that are linked to nothing are a crowd of signs
const MOST_NEAR = 80; // more neighbours than this hide what they lead to
const places = new Map(); // name of a layout to where its nodes are
const layoutNow = () => {
  const name = view().layout === "bridges" ? "main" : view().layout;
  if (places.has(name)) return places.get(name);
  const { order, clusters, x, y } = data.layouts[name];
  const made = { order, clusters, x: node.x, y: node.y, leaf: new Int32Array(SIZE).fill(-1), has: new Uint8Array(SIZE) };
  if (x) {
    made.x = new Array(SIZE).fill(0);
    made.y = new Array(SIZE).fill(0);
    order.forEach((id, place) => { made.x[id] = x[place]; made.y[id] = y[place]; });
  }
  for (const id of order) made.has[id] = 1;
  // Clusters come before those inside them, so the last one that holds a node is the smallest.
  clusters.forEach(([, start, end], number) => {
    for (let place = start; place < end; place += 1) made.leaf[order[place]] = number;
  });
  made.above = Int32Array.from(clusters, ([parent]) => parent);
  places.set(name, made);
  return made;
};
// All clusters inside one: they come right after it.
const partsOf = (number) => {
  const { clusters } = layoutNow();
  const found = [];
  for (let part = number + 1; part < clusters.length && clusters[part][1] < clusters[number][2]; part += 1) found.push(part);
  return found;
};
const isCluster = (item) => item >= SIZE;
const apartNow = new Set(); // clusters of which nothing that is drawn is linked
const clusterNames = new Map();
// A group is called after its themes, else after what there is most of in it.
const clusterName = (number) => {
  const key = `${state.view} ${number} ${language} ${apartNow.has(number)}`;
  if (clusterNames.has(key)) return clusterNames.get(key);
  const { clusters, order } = layoutNow();
  const name = (one) => {
    const [, start, end, , , , themes] = clusters[one];
    if (apartNow.has(one)) return word(`cluster.apart.${state.view === "evidence" ? "evidence" : "overview"}`);
    if (themes.length) return themes.map(textOf).join(" · ");
    const kinds = new Map();
    for (let place = start; place < end; place += 1) {
      const kind = kindOf(order[place]);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    const [kind] = [...kinds].sort((a, b) => b[1] - a[1])[0];
    return word("cluster.of", { kind: word(`kind.${kind}`) });
  };
  const own = name(number);
  const twins = clusters.map((cluster, one) => one).filter((one) => clusters[one][0] === clusters[number][0] && name(one) === own);
  const text = twins.length > 1 ? `${own} (${twins.indexOf(number) + 1})` : own;
  clusterNames.set(key, text);
  return text;
};

// Nodes that stand on their own whatever is folded: the chosen one with what it is linked to, pins, a path.
const held = () => {
  const found = new Set(state.pins);
  for (const id of pathNow()) found.add(id);
  if (state.chosen !== null && !isCluster(state.chosen)) {
    found.add(state.chosen);
    const near = linksOf(state.chosen).filter((number) => edge.since[number] <= today()).map((number) => otherEnd(number, state.chosen));
    if (near.length <= MOST_NEAR) near.filter((id) => kindOf(id) !== "meeting").forEach((id) => found.add(id));
  }
  return [...found].filter((id) => layoutNow().has[id] && isThere(id));
};
const scene = { nodes: [], groups: [], edges: [], subject: [], alone: 0, all: 0, added: null, context: null };
// What a view is about, before anything is filtered.
const subject = () => {
  if (state.view === "focus") return [...within(state.focus, state.depth)];
  if (state.view !== "changes") return layoutNow().order;
  Object.assign(scene, changed());
  return [...new Set([...scene.added, ...scene.context])];
};
// Nodes that could be drawn, whatever is folded.
const wanted = (passes) => {
  scene.added = scene.context = null;
  scene.subject = subject();
  const isOn = (id) => id === state.focus || (passes[id] && state.on.has(lookOf(id)));
  if (["focus", "changes"].includes(state.view)) return scene.subject.filter(isOn);
  const { found, alone } = matching(passes);
  scene.alone = alone.length;
  return found;
};
const compose = (passes) => {
  scene.alone = 0;
  if (state.view === "bridges") return composeBridges();
  const ids = new Set(wanted(passes));
  scene.all = ids.size;
  const kept = held();
  for (const id of kept) ids.add(id);
  const linkedNow = ids.size > MOST ? new Set() : withLines(ids);
  const isMuch = ids.size > MOST || ids.size - linkedNow.size > MOST_APART;
  draw(ids, isMuch ? foldedIn(ids, new Set(kept), linkedNow) : null);
};
// Nodes that are drawn with a line.
const withLines = (ids) => {
  const isHere = new Uint8Array(SIZE);
  for (const id of ids) isHere[id] = 1;
  const found = new Set();
  for (let number = 0; number < ENDS; number += 1) {
    const from = edge.from[number];
    const to = edge.to[number];
    if (!isHere[from] || !isHere[to] || !holds(number)) continue;
    found.add(from);
    found.add(to);
  }
  return found;
};
// For each node the cluster that it is folded in, the largest that is not open, or -1. A cluster with a node of `whole`
// in it is drawn as it is.
const foldedIn = (ids, kept, whole) => {
  const { clusters, leaf, above } = layoutNow();
  const counts = new Int32Array(clusters.length);
  const isWhole = new Uint8Array(clusters.length);
  for (const id of ids) if (leaf[id] >= 0 && !kept.has(id)) counts[leaf[id]] += 1;
  for (const id of whole) if (leaf[id] >= 0) isWhole[leaf[id]] = 1;
  for (let number = clusters.length - 1; number >= 0; number -= 1) {
    if (above[number] < 0) continue;
    counts[above[number]] += counts[number];
    isWhole[above[number]] |= isWhole[number];
  }
  const folds = () => {
    const into = new Int32Array(clusters.length);
    for (let number = 0; number < clusters.length; number += 1) {
      const outer = above[number] < 0 ? -1 : into[above[number]];
      const isFolded = !isWhole[number] && counts[number] > FEW && !state.open.has(number);
      into[number] = outer < 0 && isFolded ? number : outer;
    }
    const found = new Int32Array(SIZE).fill(-1);
    for (const id of ids) if (leaf[id] >= 0 && !kept.has(id)) found[id] = into[leaf[id]];
    return found;
  };
  const drawnOf = (found) => {
    const groups = new Set(found);
    groups.delete(-1);
    return [...ids].filter((id) => found[id] < 0).length + groups.size;
  };
  let found = folds();
  // What was opened first closes when there is no room for more.
  while (state.open.size > 1 && drawnOf(found) > MOST) {
    const [first] = state.open;
    for (const number of [first, ...partsOf(first)]) state.open.delete(number);
    found = folds();
  }
  return found;
};
const draw = (ids, folded) => {
  const { order, clusters } = layoutNow();
  const stands = new Int32Array(SIZE).fill(-1);
  const groups = new Map();
  const nodes = [];
  for (const id of order) {
    if (!ids.has(id)) continue;
    const number = folded ? folded[id] : -1;
    if (number < 0) {
      nodes.push(id);
      stands[id] = id;
    } else {
      if (!groups.has(number)) groups.set(number, { item: SIZE + number, number, members: [], looks: new Map() });
      const group = groups.get(number);
      const look = lookOf(id);
      group.members.push(id);
      group.looks.set(look, (group.looks.get(look) ?? 0) + 1);
      stands[id] = SIZE + number;
    }
  }
  // Numbers say what is drawn over what.
  scene.nodes = nodes.sort((a, b) => a - b);
  scene.groups = [...groups.values()].sort((a, b) => a.number - b.number);
  for (const group of scene.groups) Object.assign(group, middleOf(group.number));
  sizeRings(scene.groups);
  keepApart(scene.groups);
  scene.edges = between(stands);
  const ends = scene.groups.length ? withLines(ids) : new Set();
  apartNow.clear();
  for (const { members, number } of scene.groups) if (!members.some((id) => ends.has(id))) apartNow.add(number);
};
// A group stands in the middle of all its nodes, whatever is filtered.
const middles = new Map();
const middleOf = (number) => {
  const key = `${view().layout} ${number}`;
  if (!middles.has(key)) {
    const { order, clusters, x, y } = layoutNow();
    const members = order.slice(clusters[number][1], clusters[number][2]);
    const mean = (column) => Math.round(members.reduce((sum, id) => sum + column[id], 0) / members.length);
    middles.set(key, { x: mean(x), y: mean(y) });
  }
  return middles.get(key);
};
// Rings tell by their radius how many they hold, as large as most have room for.
const RING = 0.8; // part of the way to the nearest that two rings fill
const sizeRings = (groups) => {
  const root = ({ members }) => Math.sqrt(members.length);
  const near = (one) => Math.min(...groups.filter((other) => other !== one)
    .map((other) => Math.hypot(one.x - other.x, one.y - other.y) / (root(one) + root(other))));
  const rates = groups.map(near).sort((a, b) => a - b);
  const rate = groups.length > 1 ? RING * rates[Math.floor(rates.length / 2)] : 20;
  for (const group of groups) group.size = Math.max(20, rate * root(group));
};
// No ring lies over another: both give way.
const keepApart = (groups) => {
  groups.forEach((one, place) => {
    for (const other of groups.slice(place + 1)) {
      const room = Math.hypot(one.x - other.x, one.y - other.y) * 0.94;
      const share = room / (one.size + other.size);
      if (share < 1) [one, other].forEach((group) => { group.size *= share; });
    }
  });
};
// Lines between what is drawn; those of a group are drawn as one.
const between = (stands) => {
  const found = [];
  const joined = new Map();
  const span = SIZE + layoutNow().clusters.length;
  for (let number = 0; number < ENDS; number += 1) {
    const from = stands[edge.from[number]];
    const to = stands[edge.to[number]];
    if (from < 0 || to < 0 || from === to || !holds(number)) continue;
    if (!isCluster(from) && !isCluster(to)) {
      found.push({ id: number, from, to, relation: relationOf(number), weight: 1 });
    } else {
      const key = Math.min(from, to) * span + Math.max(from, to);
      const line = joined.get(key);
      if (line) line.weight += 1;
      else joined.set(key, { id: from < to ? `${from}:${to}` : `${to}:${from}`, from, to, relation: "joined", weight: 1 });
    }
  }
  return [...found, ...joined.values()];
};
// The groups of the whole map; a line that is missing is drawn where one question could be it.
const composeBridges = () => {
  const { groups, pairs } = data.bridges;
  const { clusters, order } = layoutNow();
  const now = today();
  scene.nodes = [];
  scene.groups = groups.map(([number, x, y]) => {
    const [, start, end] = clusters[number];
    const members = order.slice(start, end).filter((id) => node.arrived[id] <= now);
    const looks = new Map();
    for (const id of members.filter(isQuestion)) looks.set(lookOf(id), (looks.get(lookOf(id)) ?? 0) + 1);
    const size = 26 + 5 * Math.sqrt(members.filter(isQuestion).length);
    return { item: SIZE + number, number, members, looks, x, y, size };
  });
  keepApart(scene.groups);
  scene.all = groups.length;
  scene.edges = pairs.map(([left, right, weight, , because], place) => ({
    id: `bridge ${place}`,
    from: SIZE + groups[left][0],
    to: SIZE + groups[right][0],
    relation: weight ? "joined" : "bridge",
    weight: weight || 1,
    because,
  }));
};
const itemText = (item) => (isCluster(item) ? clusterName(item - SIZE) : textOf(item));
const groupOf = (item) => scene.groups.find((group) => group.item === item);
const itemsNow = () => [...scene.groups.map(({ item }) => item), ...scene.nodes];
