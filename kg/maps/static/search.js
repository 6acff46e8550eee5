// Search that forgives: accents, case, and a letter too many, too few, or in the wrong place.
"use strict";

const MOST_FOUND = 30;
let index = null; // word without accents to the nodes that have it
const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const buildIndex = () => {
  index = new Map();
  for (let id = 0; id < SIZE; id += 1) {
    const names = node.names[id] ? Object.values(node.names[id]) : [];
    for (const text of new Set([node.text[id], ...names].flatMap(wordsOf))) {
      if (!index.has(text)) index.set(text, []);
      index.get(text).push(id);
    }
  }
};
// Mistakes that are forgiven in a word of this length.
const forgiven = (length) => (length < 4 ? 0 : length < 8 ? 1 : 2);
// Whether two words differ by at most so many letters added, left out, changed or swapped.
// Source: optimal string alignment, Damerau 1964.
const differ = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return false;
  let [before, last] = [null, Array.from({ length: other.length + 1 }, (none, place) => place)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (before && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return false;
    [before, last] = [last, row];
  }
  return last[other.length] <= most;
};
const isLike = (typed, known) => {
  const most = forgiven(typed.length);
  if (!most || known[0] !== typed[0] && known[1] !== typed[0] && known[0] !== typed[1]) return false;
  // What one types may be the start of a longer word.
  for (let length = typed.length - most; length <= Math.min(known.length, typed.length + most); length += 1) {
    if (differ(typed, known.slice(0, length), most)) return true;
  }
  return false;
};
// Nodes with a word that holds what was typed: 2 points; with one that is like it: 1.
const fitting = (typed) => {
  const points = new Map();
  const give = (ids, number) => ids.forEach((id) => points.set(id, Math.max(points.get(id) ?? 0, number)));
  for (const [known, ids] of index) if (known.includes(typed)) give(ids, known.startsWith(typed) ? 3 : 2);
  if (!points.size) for (const [known, ids] of index) if (isLike(typed, known)) give(ids, 1);
  return points;
};
const RANK = ["question", "theme", "school", "publication"];
const rankOf = (id) => (RANK.indexOf(kindOf(id)) + RANK.length + 1) % (RANK.length + 1);
const find = (text) => {
  if (!index) buildIndex();
  const parts = wordsOf(text).map(fitting);
  if (!parts.length) return [];
  const [first, ...rest] = parts;
  const found = [...first.keys()].filter((id) => isThere(id) && rest.every((points) => points.has(id)));
  const sum = (id) => parts.reduce((total, points) => total + points.get(id), 0);
  return found.sort((a, b) => sum(b) - sum(a) || rankOf(a) - rankOf(b) || a - b);
};
let results = [];
const search = () => {
  const text = at("search").value;
  results = find(text);
  at("found").replaceChildren(...results.slice(0, MOST_FOUND).map((id) => make("li", {}, nodeButton(id))));
  if (!text.trim()) return;
  say(results.length ? counted("search.found", results.length) : word("search.none"));
};
const nodeButton = (item) => {
  const look = isCluster(item) ? "cluster" : lookOf(item);
  const made = make("button", { type: "button" }, sign(look), make("span", { textContent: itemText(item) }));
  made.addEventListener("click", () => pick(item, { move: true }));
  return made;
};
