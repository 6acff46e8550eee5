// What one sets: the view, the legend with its filters, and the day.
"use strict";

const drawViews = () => {
  const names = data.views.filter(canShow).map(({ name }) => name);
  fill(at("views"), [names, state.view], () => names.map((name) => {
    const made = button(word(`view.${name}`), () => setView(name), { ariaPressed: String(name === state.view) });
    made.dataset.view = name;
    return made;
  }));
  at("lead").textContent = leadNow();
};
const canShow = ({ name, can }) => {
  if (name === "focus") return data.focus !== null || state.focus !== null || state.view === "focus";
  if (name === "bridges") return data.bridges.groups.length > 1;
  if (name === "changes") return stops.length > 0;
  return can.some((look) => look.startsWith("question-")) && (name === "overview" || can.some((look) => !look.startsWith("question-")));
};
const leadNow = () => {
  if (state.view === "focus") return word("lead.focus", { text: textOf(state.focus) });
  if (state.view !== "changes") return word(`lead.${state.view}`);
  const { newest } = lastStop();
  const number = [...(scene.added ?? [])].filter(isQuestion).length;
  return word("lead.changes", { date: shownDate(data.days[newest]), number, all: (scene.added ?? new Set()).size });
};
const setView = (name, changes = {}) => {
  const kept = { until: state.until, pins: state.pins, facets: state.facets, chosen: state.chosen };
  state = { ...fresh(name), ...kept, ...changes };
  if (state.chosen !== null && (isCluster(state.chosen) || name === "bridges" || !layoutNow().has[state.chosen])) state.chosen = null;
  pathFrom = null;
  change({ move: "fit" });
};

// Legend
const legend = (passes) => {
  const counts = tally(passes);
  const line = (look) => {
    const box = make("input", { type: "checkbox", checked: state.on.has(look) });
    box.addEventListener("change", () => {
      state.on[box.checked ? "add" : "delete"](look);
      change({ keepFocus: true });
    });
    const number = make("span", { className: "number", textContent: String(counts.get(look)) });
    const label = make("label", { className: "choice" }, box, sign(look), make("span", { textContent: lookName(look) }), number);
    label.dataset.look = look;
    return label;
  };
  const can = state.view === "bridges" ? [] : view().can.filter((look) => counts.get(look) || !view().past.includes(look));
  const active = document.activeElement?.closest?.("[data-look]")?.dataset.look;
  const told = (looks) => looks.map((look) => [look, state.on.has(look), counts.get(look)]);
  for (const [place, looks] of [["statuses", can.filter((look) => look.startsWith("question-"))], ["kinds", can.filter((look) => !look.startsWith("question-"))]]) {
    fill(at(place), told(looks), () => looks.map(line));
  }
  if (active) document.querySelector(`[data-look="${active}"] input`)?.focus();
  at("kinds-set").hidden = !at("kinds").childElementCount;
  at("statuses-set").hidden = !at("statuses").childElementCount;
  at("loose").checked = state.loose;
  at("loose-number").textContent = state.loose ? "" : String(scene.alone);
  at("loose-line").hidden = !view().follows.length;
  fill(at("lines"), linesNow(), () => linesNow().map(([relation, text]) => lineSign(relation, text)));
  at("lines-set").hidden = !at("lines").childElementCount;
  at("sized").textContent = view().sized ? word(`sized.${view().sized}`) : "";
};
// What the lines say, of those that are drawn.
const linesNow = () => {
  const drawnNow = new Set(scene.edges.map(({ relation }) => relation));
  return ["supports", "disputes", "background", "experience", "asked-by", "bridge", "joined"]
    .filter((relation) => drawnNow.has(relation))
    .map((relation) => [relation, word(`line.${relation}`)]);
};
const lineSign = (relation, text) => {
  const dash = (DASHES[relation] ?? []).join(" ");
  const stroke = { stroke: FAR.includes(relation) ? SHADES[shade()].strong : edgeShade(relation), "stroke-width": relation === "joined" ? 4 : 2.5, "stroke-dasharray": dash };
  const svg = inSvg("svg", { viewBox: "0 0 28 20", "aria-hidden": "true", class: "line" }, inSvg("line", { x1: 1, y1: 10, x2: 27, y2: 10, ...stroke }));
  return make("li", {}, svg, make("span", { textContent: text }));
};

// Filters
const facetValues = {
  theme: () => byText(node.group.map((group, id) => id).filter((id) => kindOf(id) === "theme")),
  school: () => byText(node.group.map((group, id) => id).filter((id) => kindOf(id) === "school" && usedBy(node.schools).has(id))),
  meeting: () => node.group.map((group, id) => id).filter((id) => kindOf(id) === "meeting").sort((a, b) => node.arrived[a] - node.arrived[b] || a - b)
    .map((id) => [id, `${shownDate(data.dates[node.date[id]])} · ${textOf(id)}`]),
  type: () => namesOf("question", node.type, "type"),
  grade: () => namesOf("publication", node.type, "grade"),
  sector: () => namesOf("school", node.sector, "sector"),
};
const usedBy = (column) => new Set(column.flatMap((ids) => ids || []));
const byText = (ids) => ids.map((id) => [id, textOf(id)]).sort((a, b) => a[1].localeCompare(b[1], language));
const namesOf = (kind, column, scheme) => {
  const found = new Set();
  for (let id = 0; id < SIZE; id += 1) if (column[id] && kindOf(id) === kind) found.add(data.types[column[id]]);
  return [...found].map((name) => [name, concept(scheme, name)]).sort((a, b) => a[1].localeCompare(b[1], language));
};
const drawFacets = () => {
  const parts = FACETS.map((facet) => {
    const values = facetValues[facet]();
    if (values.length < 2 && state.facets[facet] === undefined) return null;
    const select = make("select", { id: `facet-${facet}` });
    select.append(make("option", { value: "", textContent: word(`any.${facet}`) }));
    for (const [value, text] of values) select.append(make("option", { value: String(value), textContent: text }));
    select.value = state.facets[facet] === undefined ? "" : String(state.facets[facet]);
    select.addEventListener("change", () => {
      if (select.value === "") delete state.facets[facet];
      else state.facets[facet] = IS_NODE.includes(facet) ? Number(select.value) : select.value;
      change({ move: "fit" });
    });
    return make("div", { className: "facet" }, make("label", { htmlFor: select.id, textContent: word(`facet.${facet}`) }), select);
  });
  at("facets").replaceChildren(...parts.filter(Boolean));
};
// A filter that is set, by a link say, is there to be seen.
const showFacets = () => {
  if (Object.keys(state.facets).length && !at("facets").childElementCount) {
    at("more-filters").open = true;
    drawFacets();
  }
  for (const facet of FACETS) {
    const select = at(`facet-${facet}`);
    if (select) select.value = state.facets[facet] === undefined ? "" : String(state.facets[facet]);
  }
};

// The day
let playing = 0;
const stopName = (place) => {
  if (place >= stops.length) return word("time.now");
  const names = node.group.map((group, id) => id).filter((id) => kindOf(id) === "meeting" && node.arrived[id] === stops[place]).map(textOf);
  return `${shownDate(data.days[stops[place]])} · ${names.slice(0, 2).join(", ")}`;
};
const drawTime = () => {
  at("time").hidden = stops.length < 2;
  const place = state.until ? stops.filter((stop) => stop <= state.until).length - 1 : stops.length;
  const slider = at("slider");
  slider.max = String(stops.length);
  slider.value = String(Math.max(0, place));
  slider.ariaValueText = stopName(Math.max(0, place));
  at("when").textContent = stopName(Math.max(0, place));
  at("play").textContent = word(playing ? "time.stop" : "time.play");
  at("play").ariaPressed = String(Boolean(playing));
};
const goTo = (place, isStep = true) => {
  state.until = place >= stops.length ? 0 : stops[place];
  change({ step: isStep, keepFocus: true });
};
const play = () => {
  if (playing) return stopPlaying();
  let place = Number(at("slider").value) >= stops.length ? 0 : Number(at("slider").value);
  goTo(place, false);
  playing = setInterval(() => {
    place += 1;
    if (place >= stops.length) stopPlaying();
    goTo(place, place >= stops.length);
  }, 1600);
  drawTime();
};
const stopPlaying = () => {
  clearInterval(playing);
  playing = 0;
  drawTime();
};
