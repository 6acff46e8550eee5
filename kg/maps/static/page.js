// What one does with the page: every change goes through here, so that map, table, panel and address say the same.
"use strict";

const pick = (item, { move: moves = false } = {}) => {
  touched = true;
  if (item === null) return pathFrom === null ? letGo() : undefined;
  if (pathFrom !== null && !isCluster(item)) return endPath(item);
  if (isCluster(item) && state.view !== "bridges") return openGroup(item);
  if (!isCluster(item) && !layoutNow().has[item]) return setView("overview", { chosen: item });
  state.chosen = item;
  state.path = null;
  cursor = item;
  hovered = null;
  change({ step: true, move: moves ? "around" : "uncover", focusPanel: moves });
  say(word("selected", { text: itemText(item), number: scene.edges.filter((line) => isNear(line, item)).length }));
};
const letGo = () => {
  if (state.chosen === null && !state.path && pathFrom === null) return;
  Object.assign(state, { chosen: null, path: null });
  pathFrom = null;
  at("asking").textContent = "";
  hovered = null;
  change({ step: true });
};
// A group opens whole where people can read all of it, else one level.
const MOST_OPENED = 150;
const opening = ({ number, members }) => (members.length > MOST_OPENED ? [number] : [number, ...partsOf(number)]);
const openGroup = (item) => {
  const group = groupOf(item);
  const members = new Set(group.members);
  const name = clusterName(group.number);
  for (const number of opening(group)) state.open.add(number);
  state.chosen = null;
  cursor = null;
  hovered = null;
  drawOnce(() => {
    change({ step: true });
    lookInto(members);
  });
  say(word("opened", { text: name, number: inside(members).length }));
};
// What is drawn of what was in a group.
const inside = (members) => itemsNow().filter((one) => (isCluster(one) ? groupOf(one).members.some((id) => members.has(id)) : members.has(one)));
const lookInto = (members) => {
  const found = inside(members);
  if (found.length) network.moveTo({ ...whole(found), animation: false });
  declutter();
};
const closeGroups = () => {
  state.open.clear();
  change({ step: true, move: "fit" });
};
// Brings everything in line with the state. `step`: one can come back from it; `move`: where one looks.
const change = ({ step = true, move: where = "", keepFocus = false, focusPanel = false } = {}) => {
  const passes = passing();
  compose(passes);
  tell(passes);
  if (where) state.camera = null;
  if (!network) startCanvas(); // once what is around it has its size
  drawOnce(() => look(where));
  if (focusPanel && !keepFocus) at("panel").focus({ preventScroll: innerWidth > 1023 });
  const text = itemsNow().length ? countLine() : word("nothing");
  at("visible").textContent = text;
  if (!focusPanel) say(text);
  if (started) keepAddress(step);
};
// All that is said around the map.
const tell = (passes) => {
  rows = PAGE;
  if (state.view === "bridges" || state.chosen === null || !isCluster(state.chosen)) panel();
  drawViews();
  legend(passes);
  showFacets();
  drawTime();
  pinsLine();
  at("fold").hidden = !state.open.size;
  table();
};
const look = (where) => {
  if (where === "begin") begin();
  else if (where === "fit") fit();
  else declutter();
  if (where === "around" && state.chosen !== null) move(around(state.chosen));
  if (where === "lit") move(around(pathNow()[0] ?? state.chosen));
  if (where === "uncover" && state.chosen !== null) uncover(state.chosen);
  if (state.chosen !== null && itemsNow().includes(state.chosen)) network.selectNodes([state.chosen], false);
  else network.unselectAll();
};
const countLine = () => {
  const parts = [word("visible", { visible: itemsNow().length, all: SIZE })];
  if (scene.groups.length && state.view !== "bridges") parts.push(word("folded.groups", { number: scene.groups.length }));
  return parts.join(" ");
};
const pinsLine = () => {
  at("pins").hidden = !state.pins.size;
  const items = [...state.pins].map((id) => make("li", {}, nodeButton(id)));
  at("pinned").replaceChildren(...items);
};
const heading = () => {
  const asked = node.group.map((group) => LOOKS[group]).filter((look) => look.startsWith("question-") && !data.later.includes(look));
  const unanswered = asked.filter((look) => UNANSWERED.includes(look.slice("question-".length))).length;
  const lines = data.today ? [word("today", { date: shownDate(data.today) })] : [];
  const list = Object.entries(data.leftOut).filter(([, number]) => number > 0).map(([kind, number]) => `${word(`kind.${kind}`)} (${number})`).join(", ");
  at("counted").textContent = word("unanswered", { unanswered, questions: asked.length });
  at("dated").textContent = lines.join(" ");
  at("noted").textContent = list ? word("left-out", { list }) : "";
};
const speak = () => {
  // The page comes in the language it starts with.
  if (document.documentElement.lang !== language) {
    document.documentElement.lang = language;
    for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
    for (const element of document.querySelectorAll("[data-name]")) element.ariaLabel = word(element.dataset.name);
  }
  for (const element of document.querySelectorAll("[data-language]")) element.ariaPressed = String(element.dataset.language === language);
  heading();
  if (at("more-filters").open) drawFacets();
};
const restore = () => {
  takeAddress();
  speak();
  change({ step: false, move: state.camera ? "" : "fit" });
  takeCamera();
};

let started = false;
if (small.matches) at("filters").open = false;
takeAddress();
speak();
change({ step: false, move: state.camera ? "" : "begin" });
if (!takeCamera() && state.chosen !== null) move(around(state.chosen));
started = true;
startKeys();
startSaving();
addEventListener("popstate", restore);
addEventListener("hashchange", () => { if (location.hash !== address()) restore(); });
at("search").addEventListener("input", search);
at("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && results.length) pick(results[0], { move: true });
});
for (const name of ["pointerdown", "wheel", "keydown"]) at("map").addEventListener(name, () => { touched = true; }, { passive: true });
at("all").addEventListener("click", () => { state.on = new Set(view().can); state.loose = true; state.facets = {}; change({ move: "fit" }); });
at("first").addEventListener("click", () => setView(state.view, { facets: {}, until: 0, focus: state.focus, chosen: null, pins: new Set() }));
at("loose").addEventListener("change", () => { state.loose = at("loose").checked; change({ keepFocus: true }); });
at("more").addEventListener("click", () => { rows += PAGE; table(); });
at("more-filters").addEventListener("toggle", () => { if (at("more-filters").open) drawFacets(); });
at("fit").addEventListener("click", () => { touched = true; fit(); });
at("fold").addEventListener("click", closeGroups);
at("unpin").addEventListener("click", () => { state.pins.clear(); change({}); });
at("closer").addEventListener("click", () => { touched = true; zoom(1.3); });
at("further").addEventListener("click", () => { touched = true; zoom(1 / 1.3); });
at("play").addEventListener("click", play);
at("slider").addEventListener("input", () => {
  const place = Number(at("slider").value);
  stopPlaying();
  goTo(place);
});
for (const element of document.querySelectorAll("[data-language]")) {
  element.addEventListener("click", () => {
    language = element.dataset.language;
    speak();
    search();
    shownAs.clear();
    change({ step: false });
  });
}
dark.addEventListener("change", () => { repaint(); change({ step: false }); });
