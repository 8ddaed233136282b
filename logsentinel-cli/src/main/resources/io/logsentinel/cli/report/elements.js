/* ---- elements ---- */
function put(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== "") node.append(child);
  }
  return node;
}
function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  return node;
}
function el(tag, attributes, ...children) { return put(set(document.createElement(tag), attributes), children); }
function svg(tag, attributes, ...children) { return put(set(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes), children); }
function glyphPath(severity, x, y, r) {
  switch (severity) {
    case "CRITICAL": return `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`;
    case "HIGH": return `M${x} ${y - r}L${x + r} ${y + r * 0.8}L${x - r} ${y + r * 0.8}Z`;
    case "MEDIUM": { const s = r * 0.8; return `M${x - s} ${y - s}H${x + s}V${y + s}H${x - s}Z`; }
    default: { const s = r * 0.85; return `M${x - s} ${y}A${s} ${s} 0 1 0 ${x + s} ${y}A${s} ${s} 0 1 0 ${x - s} ${y}Z`; }
  }
}
function glyph(severity) {
  return svg("svg", { class: "glyph " + severity, viewBox: "-8 -8 16 16", "aria-hidden": "true" }, svg("path", { d: glyphPath(severity, 0, 0, 7) }));
}
function severityWord(severity) {
  return el("span", { class: "head " + severity }, glyph(severity), el("span", { class: "severity" }, severity.toLowerCase()));
}
function table(caption, heads, rows, options) {
  const body = el("tbody");
  const node = el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col", class: head.n ? "n" : null }, head.label)))), body);
  for (const row of rows) {
    body.append(el("tr", {}, row.map((cell, i) =>
      i === 0 && !(options && options.plain) ? el("th", { scope: "row" }, cell) : el("td", { class: heads[i].n ? "n" : heads[i].text ? "text" : null }, cell))));
  }
  return el("div", { class: "wide", role: "group", "aria-label": caption, tabindex: "0" }, node);
}
const tip = document.getElementById("tip"), live = document.getElementById("live");
function showTip(text, x, y) {
  tip.textContent = text;
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(x + 14, innerWidth - box.width - 6)) + "px";
  tip.style.top = (y + box.height + 24 > innerHeight ? Math.max(4, y - box.height - 12) : y + 16) + "px";
}
function hideTip() { tip.hidden = true; }
