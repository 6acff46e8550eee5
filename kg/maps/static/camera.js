// Where one looks from.
"use strict";

const NEAR = 0.84; // scale at which a small screen starts: letters of questions have their own size
const TOP = 8; // pixels at the top that stay free
const scaleNow = () => (network ? network.getScale() : 1);
const extent = (items = itemsNow()) => {
  const scale = scaleNow();
  const boxes = items.map((item) => labelBox(item, isCluster(item) ? fontAt(item, scale) : data.looks[lookOf(item)].font, 1));
  const side = (number, most) => boxes.reduce((found, box) => most(found, box[number]), most(Infinity, -Infinity) * -1);
  return [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
};
const move = (place) => {
  network.moveTo({ ...place, animation: still.matches ? false : { duration: 300 } });
};
const whole = (items) => {
  const [width, height] = [at("map").clientWidth - besidePanel(), at("map").clientHeight];
  const [left, top, right, bottom] = extent(items);
  // On a narrow screen the buttons would lie over what is at the top.
  const above = innerWidth > 720 ? 0 : TOP;
  const scale = Math.min((width - 24) / (right - left), (height - 24 - above) / (bottom - top), 1.3);
  return { scale, position: { x: (left + right) / 2 + besidePanel() / 2 / scale, y: (top + bottom) / 2 - above / 2 / scale } };
};
// All that is drawn. How large the names of groups are follows from the scale, so it is looked for twice.
const fit = () => {
  if (!itemsNow().length) return;
  for (let round = 0; round < (scene.groups.length ? 2 : 1); round += 1) network.moveTo({ ...whole(), animation: false });
  declutter();
};
// Where a chosen one stands with what it is linked to, in the part that its panel leaves free.
const besidePanel = () => (innerWidth > 1023 && !at("panel").hidden ? at("panel").offsetWidth : 0);
const around = (item) => {
  const near = [...(litNow() ?? [item])].filter((one) => isCluster(one) || kindOf(one) !== "meeting");
  const [left, top, right, bottom] = extent(near.length > MOST_NEAR ? [item] : near);
  const [width, height] = [at("map").clientWidth - besidePanel(), at("map").clientHeight];
  const least = near.some(isCluster) ? 0.02 : NEAR;
  const scale = Math.min(Math.max(Math.min((width - 24) / (right - left), (height - 24) / (bottom - top)), least), 1.1);
  const fits = (right - left) * scale < width && (bottom - top) * scale < height;
  const { x, y } = fits ? { x: (left + right) / 2, y: (top + bottom) / 2 } : placeOf(item);
  return { scale, position: { x: x + besidePanel() / 2 / scale, y } };
};
// One that was clicked where its panel comes moves out from under it.
const uncover = (item) => {
  const { x } = network.canvasToDOM(placeOf(item));
  const lack = x + 100 - (at("map").clientWidth - besidePanel());
  if (!besidePanel() || lack <= 0) return;
  const position = network.getViewPosition();
  network.moveTo({ position: { x: position.x + lack / network.getScale(), y: position.y }, animation: false });
};
// Brings an item into the picture where it is not.
const reveal = (item) => {
  const { x, y } = network.canvasToDOM(placeOf(item));
  const [width, height] = [at("map").clientWidth - besidePanel(), at("map").clientHeight];
  if (x > 40 && y > 40 && x < width - 40 && y < height - 40) return;
  network.moveTo({ position: placeOf(item), animation: false });
};
// On a small screen a map starts near, where the most questions and themes fit; the whole is one button away.
const begin = () => {
  fit();
  const scale = NEAR;
  if (network.getScale() >= scale || !small.matches || scene.groups.length) return;
  const items = itemsNow();
  const boxes = items.map((id) => labelBox(id, fontAt(id, scale), scale));
  const [wide, high] = [at("map").clientWidth / scale / 2, at("map").clientHeight / scale / 2];
  const isWhole = ([left, top, right, bottom], { x, y }) =>
    left > x - wide && right < x + wide && top > y - high + TOP / scale && bottom < y + high;
  const spots = boxes.slice(0, 100).map((box) => box[0] + wide - 8).flatMap((x) =>
    boxes.slice(0, 100).map((box) => ({ x, y: box[1] + high - TOP / scale - 8 })));
  const weights = items.map((id) => (isQuestion(id) ? 3 : 1));
  const count = (spot) => boxes.reduce((sum, box, number) => sum + (isWhole(box, spot) ? weights[number] : 0), 0);
  const best = spots.reduce((most, spot) => {
    const number = count(spot);
    return number > most.number ? { spot, number } : most;
  }, { spot: network.getViewPosition(), number: 0 });
  network.moveTo({ scale, position: best.spot, animation: false });
  declutter();
};
const zoom = (factor) => {
  network.moveTo({ scale: network.getScale() * factor, animation: false });
};
const pan = (right, down) => {
  const { x, y } = network.getViewPosition();
  const scale = network.getScale();
  network.moveTo({ position: { x: x + right / scale, y: y + down / scale }, animation: false });
};
// The address follows the camera once it rests, and only after somebody has moved it.
let resting = 0;
let touched = false;
const keepCamera = () => {
  if (!touched) return;
  clearTimeout(resting);
  resting = setTimeout(() => {
    const { x, y } = network.getViewPosition();
    state.camera = [Math.round(x), Math.round(y), Number(network.getScale().toPrecision(3))];
    keepAddress(false);
  }, 400);
};
const takeCamera = () => {
  if (!state.camera) return false;
  const [x, y, scale] = state.camera;
  network.moveTo({ position: { x, y }, scale, animation: false });
  declutter();
  return true;
};
