// What can be seen: by view, by day, by kind and status, and by what one asks of it.
"use strict";

const view = () => VIEWS[state.view];
const today = () => state.until || data.days.length;
const isThere = (id) => node.arrived[id] <= today();
const NO_RELATIONS = new Set();
// Lines that the view draws and that hold by the day. A school is linked to a question by its answers, or, while these
// are not drawn, directly.
const holds = (number) => {
  if (edge.since[number] > today()) return false;
  const { relations } = view();
  const relation = relationOf(number);
  if (relations.length) return relations.includes(relation);
  return relation !== "experience" || !state.on.has("case-answer");
};
// The look of a question on the day: statuses change.
const lookOn = (id, day) => {
  const past = node.history[id];
  const look = LOOKS[node.group[id]];
  if (!past || !day) return look;
  let status = "open";
  for (let place = 0; place < past.length && past[place] <= day; place += 2) status = data.types[past[place + 1]];
  if (data.types[node.type[id]] === "process" && ["open", "practice-only"].includes(status)) return "question-process";
  return `question-${status}`;
};
const lookOf = (id) => (state.until ? lookOn(id, state.until) : LOOKS[node.group[id]]);
const isQuestion = (id) => kindOf(id) === "question";
const broader = data.relations.indexOf("broader");
const underTheme = (theme) => {
  const found = new Set([theme]);
  for (const id of found) {
    for (const number of linksOf(id)) if (edge.relation[number] === broader && edge.to[number] === id) found.add(edge.from[number]);
  }
  return found;
};
// Tests that a question must pass, one for each facet that is set.
const tests = () => {
  const { theme, type, school, sector, meeting, grade } = state.facets;
  const list = [];
  const has = (column, wanted) => (id) => column[id] && column[id].some((item) => wanted(item));
  if (theme !== undefined) {
    const under = underTheme(theme);
    list.push(has(node.themes, (item) => under.has(item)));
  }
  if (type !== undefined) list.push((id) => data.types[node.type[id]] === type);
  if (school !== undefined) list.push(has(node.schools, (item) => item === school));
  if (sector !== undefined) list.push(has(node.schools, (item) => data.types[node.sector[item]] === sector));
  if (meeting !== undefined) list.push(has(node.meetings, (item) => item === meeting));
  if (grade !== undefined) {
    const isGraded = (id) => kindOf(id) === "publication" && data.types[node.type[id]] === grade;
    list.push((id) => linksOf(id).some((number) => edge.since[number] <= today() && isGraded(otherEnd(number, id))));
  }
  return list;
};
// For each node whether it passes; what is no question passes where it belongs to one that does.
const passing = () => {
  const passes = new Uint8Array(SIZE);
  const asked = tests();
  const { theme, grade, school } = state.facets;
  const under = theme === undefined ? null : underTheme(theme);
  for (let id = 0; id < SIZE; id += 1) {
    if (!isThere(id)) continue;
    if (!asked.length || (isQuestion(id) && asked.every((test) => test(id)))) passes[id] = 1;
  }
  if (!asked.length) return passes;
  for (let number = 0; number < ENDS; number += 1) {
    const [from, to] = [edge.from[number], edge.to[number]];
    if (edge.since[number] > today()) continue;
    if (passes[from] === 1 && isQuestion(from) && isThere(to) && !isQuestion(to)) passes[to] = 2;
    if (passes[to] === 1 && isQuestion(to) && isThere(from) && !isQuestion(from)) passes[from] = 2;
  }
  for (let id = 0; id < SIZE; id += 1) {
    if (kindOf(id) === "publication" && grade !== undefined && data.types[node.type[id]] !== grade) passes[id] = 0;
    if (under && isThere(id) && asked.length === 1 && !isQuestion(id) && node.themes[id] && node.themes[id].some((item) => under.has(item))) passes[id] = 2;
  }
  for (const id of [theme, school]) if (id !== undefined && isThere(id)) passes[id] = 2;
  return passes;
};
// The looks that a view can show, with how many of what it is about there are by the day and the filters.
const tally = (passes) => {
  const counts = new Map(view().can.map((look) => [look, 0]));
  for (const id of scene.subject) {
    if (!passes[id] && id !== state.focus) continue;
    const look = lookOf(id);
    if (counts.has(look)) counts.set(look, counts.get(look) + 1);
  }
  return counts;
};
// Themes, schools, meetings and publications follow: they are there when something visible refers to them.
const matching = (passes) => {
  const follows = new Set(view().follows);
  const role = new Uint8Array(SIZE); // 1 leads, 2 would follow, 3 follows
  for (const id of layoutNow().order) {
    if (passes[id] && state.on.has(lookOf(id))) role[id] = follows.has(kindOf(id)) ? 2 : 1;
  }
  if (follows.size) {
    for (let number = 0; number < ENDS; number += 1) {
      const [from, to] = [edge.from[number], edge.to[number]];
      if (!((role[from] === 1 && role[to] === 2) || (role[from] === 2 && role[to] === 1)) || !holds(number)) continue;
      role[role[from] === 2 ? from : to] = 3;
    }
  }
  for (const id of [state.facets.theme, state.facets.school]) if (id !== undefined && role[id] === 2) role[id] = 3;
  const [found, alone] = [[], []];
  for (const id of layoutNow().order) {
    if (role[id] === 2) alone.push(id);
    if (role[id] && (role[id] !== 2 || state.loose)) found.push(id);
  }
  return { found, alone };
};
// What lies within some steps of the node in focus; nobody passes through a meeting, which links all that was said.
const within = (centre, depth) => {
  const found = new Set([centre]);
  let border = [centre];
  for (let step = 0; step < depth; step += 1) {
    const further = [];
    for (const id of border) {
      if (kindOf(id) === "meeting" && id !== centre) continue;
      for (const number of linksOf(id)) {
        const other = otherEnd(number, id);
        if (found.has(other) || edge.since[number] > today() || !isThere(other)) continue;
        found.add(other);
        further.push(other);
      }
    }
    border = further;
  }
  return found;
};
// What came since the meeting before, with what it is linked to.
const stops = [...new Set(node.arrived.filter((day, id) => day && kindOf(id) === "meeting"))].sort((a, b) => a - b);
const lastStop = () => {
  const past = stops.filter((stop) => stop <= today());
  return { newest: past.at(-1) ?? today(), before: past.at(-2) ?? 0 };
};
const isNew = (day, { newest, before }) => day > before && (day <= newest || (!state.until && newest === stops.at(-1)));
const changed = () => {
  const stop = lastStop();
  const added = new Set();
  const context = new Set();
  for (let id = 0; id < SIZE; id += 1) {
    if (!isThere(id) || kindOf(id) === "meeting") continue;
    const past = node.history[id];
    const turned = past && past.some((day, place) => place % 2 === 0 && place > 0 && day <= today() && isNew(day, stop));
    if ((node.arrived[id] && isNew(node.arrived[id], stop)) || turned) added.add(id);
  }
  for (let number = 0; number < ENDS; number += 1) {
    const [from, to] = [edge.from[number], edge.to[number]];
    if (!edge.since[number] || edge.since[number] > today() || !isNew(edge.since[number], stop)) continue;
    const relation = relationOf(number);
    if (relation === "raised") added.add(to);
    if (["supports", "disputes", "background"].includes(relation)) [from, to].forEach((id) => added.add(id));
  }
  for (const id of added) {
    for (const number of linksOf(id)) {
      const other = otherEnd(number, id);
      if (edge.since[number] <= today() && isThere(other) && !["meeting", "publication"].includes(kindOf(other))) context.add(other);
    }
  }
  return { added, context };
};
