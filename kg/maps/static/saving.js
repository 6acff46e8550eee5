// What one takes along: the picture as SVG or PNG, what is drawn as CSV, and a page that prints.
"use strict";

const LEGEND = 22; // height of a line of the legend in a picture
const save = (content, type, name) => {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
};
const fileName = (ending) => `${fold(data.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "map"}-${state.view}.${ending}`;
// The part of the map that is on the screen, as it is drawn, with its title and legend.
const picture = () => {
  const [width, height] = [at("map").clientWidth, at("map").clientHeight];
  const scale = network.getScale();
  const spot = (item) => network.canvasToDOM(placeOf(item));
  const ink = data.looks.theme[shade()][2];
  const top = 64;
  const lines = scene.edges.map((line) => {
    const [from, to] = [spot(line.from), spot(line.to)];
    const stroke = { stroke: edgeShade(line.relation), "stroke-width": Math.max(0.7, widthOf(line) * Math.min(1, scale)), "stroke-dasharray": (DASHES[line.relation] ?? []).join(" ") };
    return inSvg("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, ...stroke });
  });
  const clip = inSvg("clipPath", { id: "frame" }, inSvg("rect", { x: 0, y: 0, width, height }));
  const drawnNodes = scene.nodes.map((id) => nodePicture(id, spot(id), scale));
  const groups = scene.groups.map((group) => groupPicture(group, spot(group.item), scale));
  const map = inSvg("g", { "clip-path": "url(#frame)", transform: `translate(0 ${top})` }, ...lines, ...groups, ...drawnNodes);
  const notes = legendPicture(width, height + top + 18, ink);
  const whole = { width, height: height + top + 18 + notes.height };
  return inSvg("svg", { xmlns: SVG, viewBox: `0 0 ${whole.width} ${whole.height}`, ...whole, "font-family": "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif", role: "img" },
    Object.assign(inSvg("title", {}), { textContent: allowed(data.title) }), clip,
    inSvg("rect", { width: whole.width, height: whole.height, fill: paper() }),
    textPicture(data.title, 12, 28, { "font-size": 20, "font-weight": 650, fill: ink }),
    textPicture(`${word(`view.${state.view}`)} · ${at("when").textContent}`, 12, 50, { "font-size": 13, fill: ink }), map, ...notes);
};
// Characters that XML does not know would end a picture. Source: XML 1.0, section 2.2.
const allowed = (text) => text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
const textPicture = (text, x, y, properties) => Object.assign(inSvg("text", { x, y, ...properties }), { textContent: allowed(text) });
const linesPicture = (text, x, y, size, properties) => text.split("\n").map((line, number) =>
  textPicture(line, x, y + number * size * 1.15, { "font-size": size, "text-anchor": "middle", "stroke-linejoin": "round", "paint-order": "stroke", ...properties }));
const nodePicture = (id, { x, y }, scale) => {
  const look = data.looks[lookOf(id)];
  const [fill, stroke, ink] = look[shade()];
  const size = sizeAt(id, scale) * scale;
  const font = (fontOf.get(id) ?? 0) * scale;
  const label = labelOf(id);
  if (HOLDING.includes(look.shape)) {
    const [width, high] = measure(label);
    const [half, half2] = [(width * font) / 2 + 10 * scale, (high * font * 1.15) / 2 + 6 * scale];
    const shape = look.shape === "box"
      ? inSvg("rect", { x: x - half, y: y - half2, width: 2 * half, height: 2 * half2, rx: 6, fill, stroke })
      : inSvg("ellipse", { cx: x, cy: y, rx: half * 1.3, ry: half2 * 1.3, fill, stroke });
    return inSvg("g", {}, shape, ...(font ? linesPicture(label, x, y + font * 0.35 - ((high - 1) * font * 1.15) / 2, font, { fill: ink }) : []));
  }
  const [tag, shape] = drawn[look.shape];
  const sign = inSvg(tag, { ...shape, fill, stroke, "stroke-width": 2, transform: `translate(${x - size} ${y - size}) scale(${size / 10})` });
  return inSvg("g", {}, sign, ...(font ? linesPicture(label, x, y + size + font * 1.1, font, { fill: ink, stroke: paper(), "stroke-width": 3 }) : []));
};
const groupPicture = (group, { x, y }, scale) => {
  const radius = groupSize(group) * scale;
  const [, stroke, ink] = data.looks.theme[shade()];
  const font = (fontOf.get(group.item) ?? 0) * scale;
  let from = 0;
  const round = 2 * Math.PI * radius * 0.89;
  const parts = ringOf(group).map(([look, share]) => {
    const part = inSvg("circle", { cx: x, cy: y, r: radius * 0.89, fill: "none", stroke: data.looks[look][shade()][0], "stroke-width": radius * 0.22,
      "stroke-dasharray": `${share * round} ${round}`, "stroke-dashoffset": -from * round, transform: `rotate(-90 ${x} ${y})` });
    from += share;
    return part;
  });
  const number = textPicture(String(numberIn(group)), x, y + radius * 0.2, { "font-size": radius * 0.55, "font-weight": 600, "text-anchor": "middle", fill: ink });
  const name = font ? linesPicture(groupLines(group.item).join("\n"), x, y + radius + font * 1.1, font, { fill: ink, stroke: paper(), "stroke-width": 3 }) : [];
  return inSvg("g", {}, inSvg("circle", { cx: x, cy: y, r: radius, fill: paper(), stroke }), ...parts, number, ...name);
};
const legendPicture = (width, top, ink) => {
  const looks = new Map();
  for (const id of scene.nodes) looks.set(lookOf(id), (looks.get(lookOf(id)) ?? 0) + 1);
  for (const group of scene.groups) for (const [look, number] of group.looks) looks.set(look, (looks.get(look) ?? 0) + number);
  const entries = [...LOOKS.filter((look) => looks.has(look)).map((look) => [sign(look), `${lookName(look)} (${looks.get(look)})`]),
    ...linesNow().map(([relation, text]) => [lineSign(relation, text).firstChild, text])];
  const parts = [];
  let [x, y] = [12, top];
  for (const [icon, text] of entries) {
    const wide = 34 + measure(text)[0] * 13 + 18;
    if (x + wide > width && x > 12) [x, y] = [12, y + LEGEND];
    const isLine = icon.getAttribute("class") === "line";
    icon.setAttribute("x", x);
    icon.setAttribute("y", y - 13);
    icon.setAttribute("width", isLine ? 25 : 18);
    icon.setAttribute("height", 18);
    parts.push(icon, textPicture(text, x + (isLine ? 30 : 24), y, { "font-size": 13, fill: ink }));
    x += wide;
  }
  parts.height = y - top + LEGEND;
  return parts;
};
const svgText = () => new XMLSerializer().serializeToString(picture());
const savePng = () => {
  const svg = picture();
  const image = new Image();
  const [width, height] = [Number(svg.getAttribute("width")), Number(svg.getAttribute("height"))];
  image.addEventListener("load", () => {
    const canvas = make("canvas", { width: width * 2, height: height * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
    canvas.toBlob((blob) => save(blob, "image/png", fileName("png")), "image/png");
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
};
// Pins where there are any, else all that is drawn. Text that a spreadsheet would take for a formula gets a mark.
const guarded = (text) => (/^[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text);
const saveCsv = () => {
  const items = state.pins.size ? [...state.pins] : tableItems();
  const quoted = (text) => `"${guarded(text).replaceAll('"', '""')}"`;
  const header = ["text", "kind", "status", "themes", "date", "links"].map((name) => word(`table.${name}`));
  const lines = items.map((item) => [itemText(item), ...cellsOf(item)]);
  save(`\ufeff${[header, ...lines].map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`, "text/csv", fileName("csv"));
};
// On paper the picture is drawn as lines, not as points.
const startSaving = () => {
  at("save-svg").addEventListener("click", () => save(`<?xml version="1.0" encoding="UTF-8"?>\n${svgText()}`, "image/svg+xml", fileName("svg")));
  at("save-png").addEventListener("click", savePng);
  at("save-csv").addEventListener("click", saveCsv);
  addEventListener("beforeprint", () => {
    printing = true;
    at("printed").replaceChildren(picture());
    printing = false;
  });
  addEventListener("afterprint", () => at("printed").replaceChildren());
};
