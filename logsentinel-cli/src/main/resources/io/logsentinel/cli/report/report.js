(function () {
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const run = data.run, files = data.files, incidents = data.incidents;
const GRADES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"];
const PAGE = 100;

/* ---- words and numbers ---- */
const LOCALE = "en-US";
const grouped = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const ODD = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;

/* Text from flows: what would steer or reorder it is shown as \uXXXX. */
function safe(text) {
  return String(text).replace(ODD, (odd) =>
    Array.from({ length: odd.length }, (_, i) => "\\u" + odd.charCodeAt(i).toString(16).padStart(4, "0")).join(""));
}
function short(text, most) {
  const points = Array.from(safe(text));
  return points.length <= most ? points.join("") : points.slice(0, Math.ceil(most * 0.6)).join("") + "…" + points.slice(points.length - Math.floor(most * 0.35)).join("");
}
function whole(x) { return x === null || x === undefined ? "–" : grouped.format(x); }
function figure(x) {
  if (x === null || x === undefined) return "–";
  const size = Math.abs(x);
  if (size >= 1e15) return x.toExponential(2);
  if (size >= 1000) return grouped.format(x);
  if (size > 0 && size < 0.001) return x.toExponential(1);
  return new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 }).format(x);
}
function percent(x) { return x === null || x === undefined ? "–" : new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 }).format(100 * x) + " %"; }
function count(n, one, many) { return whole(n) + " " + (n === 1 ? one : many || one + "s"); }
function list(parts) { return parts.length < 2 ? parts.join("") : parts.slice(0, -1).join(", ") + " and " + parts[parts.length - 1]; }
const SHAPES = Object.fromEntries(GRADES.map((severity) => [severity, new Path2D(glyphPath(severity, 0, 0, 5.5))]));
const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
function oneIn(p) {
  if (p === null || p === undefined) return "not known";
  if (p > 0.5) return "usual";
  const n = 1 / p;
  if (n < 1e6) return "1 in " + whole(n < 10 ? Math.round(n * 10) / 10 : Math.round(n));
  return "1 in 10" + String(Math.round(Math.log10(n))).split("").map((d) => SUPERSCRIPT[+d]).join("");
}
function rarity(p) {
  const least = run.least_counted_rate || 0;
  return p < least ? "rarer than 1 benign window in " + whole(Math.round(1 / least)) : "as rare as " + oneIn(p) + " benign windows";
}
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function two(n) { return String(n).padStart(2, "0"); }
function day(t) { const d = new Date(t); return DAYS[d.getUTCDay()] + " " + d.getUTCDate() + " " + MONTHS[d.getUTCMonth()]; }
function clock(t, seconds) { const d = new Date(t); return two(d.getUTCHours()) + ":" + two(d.getUTCMinutes()) + (seconds ? ":" + two(d.getUTCSeconds()) : ""); }
function fromTo(a, b) {
  const zone = run.zoned ? " UTC" : "";
  const year = (t) => " " + new Date(t).getUTCFullYear();
  return day(a) === day(b) && year(a) === year(b)
    ? day(a) + year(a) + ", " + clock(a) + (clock(a) === clock(b) ? "" : " to " + clock(b)) + zone
    : day(a) + year(a) + ", " + clock(a) + " to " + day(b) + year(b) + ", " + clock(b) + zone;
}
function lasting(ms) {
  const s = Math.round(ms / 1000);
  if (s < 60) return s + " s";
  const m = Math.round(s / 60);
  if (m < 60) return m + " min";
  const h = Math.floor(m / 60);
  return h < 48 ? h + " h" + (m % 60 ? " " + (m % 60) + " min" : "") : whole(Math.round(h / 24)) + " days";
}
function grade(severity) { return GRADES.includes(severity) ? severity : "LOW"; }
function byGrade(counts) {
  return list(GRADES.filter((g) => counts[g]).map((g) => whole(counts[g]) + " " + g.toLowerCase()));
}
/* A metric or channel in words. */
const WORDS = {
  total_flows: "flows", total_bytes: "bytes", total_packets: "packets", unique_source_ips: "source addresses",
  unique_destination_ips: "destination addresses", unique_destination_ports: "destination ports",
  avg_flow_bytes_per_sec: "bytes per second of a flow", avg_flow_packets_per_sec: "packets per second of a flow", avg_packets_per_flow: "packets per flow",
  log_bytes: "size of a flow (log2 of bytes)", log_duration: "duration of a flow (log2 of µs)", top_pair_log_bytes: "bytes of the busiest pair (log2)",
  unanswered_share: "share of unanswered flows", small_share: "share of flows of at most 3 packets", tcp_share: "share of TCP flows", shapes: "flow shapes",
  sources: "sources", destinations: "destinations", ports: "ports", pairs: "pairs of addresses", services: "services",
  top_source_share: "share of the busiest source", top_destination_share: "share of the busiest destination", top_service_share: "share of the busiest service"
};
function words(name) { return WORDS[name] || safe(name).replaceAll("_", " "); }
const MEASURES = { flows: "connections", peers: "peers", ports: "ports", new: "new ones", "new ports": "ports never used before" };
function channel(evidence) {
  const match = /^(\w+) (new ports|new|flows|peers|ports)(, \w+)?$/.exec(evidence.channel);
  if (!match) return words(evidence.channel);
  if (match[2] === "new") return "new " + (match[1] === "shape" ? "flow shapes" : match[1] + "s");
  return MEASURES[match[2]] + (evidence.entity ? " of " + short(evidence.entity, 80) : "");
}

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

/* ---- the axis that timeline, scores and evidence share ---- */
const fileNumber = new Map(files.map((file, i) => [file.file, i]));
const total = files.reduce((sum, file) => sum + file.windows, 0);
const timed = total > 0 && files.every((file) => file.first);
const axis = timed ? timeAxis() : null;

/* Times that no window covers are folded: a night must not take two thirds of a week. */
function timeAxis() {
  const spans = [];
  for (const file of files) for (let w = 0; w < file.windows; w++) spans.push([file.first[w], Math.max(file.first[w], file.last[w])]);
  spans.sort((a, b) => a[0] - b[0]);
  let covered = 0;
  for (const [a, b] of spans) covered += b - a;
  const gap = Math.max(30 * 60000, Math.min(covered, spans[spans.length - 1][1] - spans[0][0]) * 0.02);
  const parts = [];
  for (const [a, b] of spans) {
    const last = parts[parts.length - 1];
    if (last && a - last.t1 <= gap) last.t1 = Math.max(last.t1, b);
    else parts.push({ t0: a, t1: b });
  }
  let sum = 0;
  for (const part of parts) sum += part.t1 - part.t0;
  if (sum <= 0) return null;
  const pause = parts.length > 1 ? Math.min(0.014, 0.3 / (parts.length - 1)) : 0;
  const scale = (1 - pause * (parts.length - 1)) / sum;
  let u = 0;
  for (const part of parts) {
    part.u0 = u;
    u += (part.t1 - part.t0) * scale;
    part.u1 = u;
    u += pause;
  }
  return { parts, scale };
}
function place(t) {
  const parts = axis.parts;
  let low = 0, high = parts.length - 1;
  while (low < high) { const mid = (low + high + 1) >> 1; if (parts[mid].t0 <= t) low = mid; else high = mid - 1; }
  const part = parts[low];
  return Math.min(part.u1, part.u0 + Math.max(0, t - part.t0) * axis.scale);
}
const from = [], to = [], begins = [];
{
  let n = 0;
  files.forEach((file, f) => {
    begins[f] = n;
    from[f] = new Float64Array(file.windows);
    to[f] = new Float64Array(file.windows);
    for (let w = 0; w < file.windows; w++, n++) {
      from[f][w] = axis ? place(file.first[w]) : n / total;
      to[f][w] = axis ? place(Math.max(file.first[w], file.last[w])) : (n + 1) / total;
    }
  });
}
const severities = files.map((file) => new Map(file.detections.map(([window, severity, pattern]) => [window, [grade(severity), pattern]])));
const incidentOf = files.map(() => new Map());
incidents.forEach((incident, i) => {
  const f = fileNumber.get(incident.file);
  if (f !== undefined) for (const window of incident.windows) incidentOf[f].set(window, i);
});

const view = { a: 0, b: 1 };
const LEAST = Math.max(1e-6, Math.min(0.02, 4 / Math.max(1, total)));
const charts = [];
let queued = false;
function refresh(which) {
  for (const chart of which || charts) chart.dirty = true;
  if (!queued) {
    queued = true;
    requestAnimationFrame(() => { queued = false; drawAll(false); });
  }
}
function drawAll(also) {
  for (const chart of charts) if (chart.dirty && (chart.seen || also) && chart.node.clientWidth > 0) { chart.dirty = false; chart.draw(chart.node.clientWidth); }
}
const watching = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const chart = charts.find((it) => it.node === entry.target);
    chart.seen = entry.isIntersecting;
    if (chart.seen && chart.dirty) refresh([]);
  }
}, { rootMargin: "300px" });
const sizes = new ResizeObserver((entries) => {
  refresh(charts.filter((chart) => entries.some((entry) => entry.target === chart.node)));
});
function chart(node, draw, linked) {
  const it = { node, draw, dirty: true, seen: false, linked };
  charts.push(it);
  watching.observe(node);
  sizes.observe(node);
  return it;
}
function zoomTo(a, b) {
  let width = Math.max(LEAST, Math.min(1, b - a));
  const middle = (a + b) / 2;
  a = Math.max(0, Math.min(1 - width, middle - width / 2));
  view.a = a;
  view.b = a + width;
  hideTip();
  refresh(charts.filter((it) => it.linked));
  sayView();
}
function zoomBy(factor, at) {
  const u = at === undefined ? (view.a + view.b) / 2 : at;
  zoomTo(u - (u - view.a) * factor, u + (view.b - u) * factor);
}
function shift(share) {
  const d = share * (view.b - view.a);
  const by = Math.max(-view.a, Math.min(1 - view.b, d));
  zoomTo(view.a + by, view.b + by);
}
function timeAt(u) {
  for (const part of axis.parts) if (u <= part.u1) return Math.max(part.t0, part.t0 + (u - part.u0) / axis.scale);
  return axis.parts[axis.parts.length - 1].t1;
}
const viewTexts = [];
function viewWords() {
  if (view.b - view.a > 0.9999) return "all of it";
  return axis ? fromTo(timeAt(view.a), timeAt(view.b)) : "windows " + whole(Math.floor(view.a * total)) + " to " + whole(Math.ceil(view.b * total) - 1) + " of " + whole(total);
}
function sayView() { for (const node of viewTexts) node.textContent = viewWords(); }
function left(width) { return width < 640 ? 62 : 92; }
function across(u, width) { return left(width) + (u - view.a) / (view.b - view.a) * (width - left(width) - 8); }
function unitAt(x, width) { return view.a + (x - left(width)) / (width - left(width) - 8) * (view.b - view.a); }

const STEPS = [1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 2592000].map((s) => s * 1000);
/* Ticks in view: place, label, and whether a day begins there. */
function ticks(width) {
  const out = [];
  const pixels = (width - left(width) - 8) / (view.b - view.a);
  if (!axis) {
    let step = 1;
    for (const each of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000]) { step = each; if (each / total * pixels >= 70) break; }
    files.forEach((file, f) => {
      for (let w = 0; w < file.windows; w += step) {
        const u = (begins[f] + w) / total;
        if (u >= view.a && u <= view.b) out.push({ u, label: whole(w), day: w === 0 ? short(laneName(f), 18) : "" });
      }
    });
    return thin(out, width);
  }
  const perMs = axis.scale * pixels;
  const step = STEPS.find((ms) => ms * perMs >= 64) || STEPS[STEPS.length - 1];
  for (const part of axis.parts) {
    if (part.u1 < view.a || part.u0 > view.b) continue;
    out.push({ u: part.u0, label: clock(part.t0), day: day(part.t0) });
    for (let t = Math.ceil((part.t0 + 1) / step) * step; t <= part.t1; t += step) {
      const u = place(t);
      if (u < view.a) continue;
      if (u > view.b || out.length > 400) break;
      out.push({ u, label: step >= 86400000 ? "" : clock(t, step < 60000), day: t % 86400000 === 0 ? day(t) : "" });
    }
  }
  return thin(out, width);
}
function thin(all, width) {
  let lastLabel = -1e9, lastDay = -1e9;
  const kept = [];
  for (const tick of all) {
    const x = across(tick.u, width);
    if (x < left(width) - 1 || x > width - 8) continue;
    const showDay = tick.day && x - lastDay >= 78 && x < width - 44;
    const showLabel = tick.label && x - lastLabel >= 44 && x < width - 30;
    if (showDay) lastDay = x;
    if (showLabel) lastLabel = x;
    if (showDay || showLabel) kept.push({ x, label: showLabel ? tick.label : "", day: showDay ? tick.day : "" });
  }
  return kept;
}
function zoomBar() {
  const button = (label, sign, act) => el("button", { type: "button", "aria-label": label, title: label, onclick: act }, sign);
  const text = el("span", { class: "soft small num" });
  viewTexts.push(text);
  return el("div", { class: "bar" },
    el("span", { class: "zoom", role: "group", "aria-label": "Zoom" },
      button("Zoom in", "+", () => zoomBy(0.5)), button("Zoom out", "−", () => zoomBy(2)),
      button("Earlier", "◀", () => shift(-0.4)), button("Later", "▶", () => shift(0.4)), button("Show all", "All", () => zoomTo(0, 1))), text);
}
/* Wheel, drag and keys of a chart that zooms with the others. */
function zooms(node, keys) {
  let dragging = null, box = null;
  node.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && document.activeElement !== node) return;
    event.preventDefault();
    const width = node.clientWidth, x = event.clientX - node.getBoundingClientRect().left;
    const turn = event.deltaY || event.deltaX;
    zoomBy(turn < 0 ? 0.8 : 1.25, unitAt(Math.max(left(width), Math.min(width - 8, x)), width));
  }, { passive: false });
  node.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType === "mouse" && !event.target.closest(".incident")) { dragging = event.clientX; }
  });
  node.addEventListener("pointermove", (event) => {
    if (dragging === null || Math.abs(event.clientX - dragging) < 5) return;
    const bounds = node.getBoundingClientRect();
    if (!box) { box = el("div", { class: "select" }); node.append(box); node.setPointerCapture(event.pointerId); }
    box.style.left = Math.min(dragging, event.clientX) - bounds.left + "px";
    box.style.width = Math.abs(event.clientX - dragging) + "px";
  });
  const end = (event) => {
    if (box) {
      const bounds = node.getBoundingClientRect();
      const ends = [dragging, event.clientX].map((x) => unitAt(x - bounds.left, bounds.width)).sort((a, b) => a - b);
      box.remove();
      box = null;
      node.dragged = true;
      setTimeout(() => { node.dragged = false; }, 0);
      zoomTo(Math.max(0, ends[0]), Math.min(1, ends[1]));
    }
    dragging = null;
  };
  node.addEventListener("pointerup", end);
  node.addEventListener("pointercancel", end);
  node.addEventListener("dblclick", () => zoomTo(0, 1));
  node.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== node) return;
    const act = { "+": () => zoomBy(0.5), "=": () => zoomBy(0.5), "-": () => zoomBy(2), "0": () => zoomTo(0, 1), PageUp: () => shift(-0.8), PageDown: () => shift(0.8), ...keys }[event.key];
    if (act) { event.preventDefault(); act(); live.textContent = keys && keys[event.key] ? live.textContent : "Shown: " + viewWords(); }
  });
}

/* ---- colours of canvases: those of the style ---- */
let printing = false;
const dark = matchMedia("(prefers-color-scheme: dark)");
const INKS = {
  light: { ink: "#18212c", soft: "#56616f", line: "#d9dee5", fill: "#eef1f5", band: "#dbe7f4", accent: "#1f5fa8", quiet: "#7b8794", CRITICAL: "#9c1035", HIGH: "#c2410c", MEDIUM: "#8a6100", LOW: "#2f6690", heat: [[238, 241, 245], [156, 16, 53]] },
  dark: { ink: "#e6ebf1", soft: "#a4b0be", line: "#2e3947", fill: "#222b36", band: "#24384f", accent: "#7db4f0", quiet: "#8593a3", CRITICAL: "#ff7b98", HIGH: "#ff9d5c", MEDIUM: "#e8bf4d", LOW: "#82b8e6", heat: [[34, 43, 54], [255, 123, 152]] }
};
function inks() { return dark.matches && !printing ? INKS.dark : INKS.light; }
dark.addEventListener("change", () => refresh());
function canvas(node, width, height) {
  let it = node.querySelector("canvas");
  if (!it) { it = el("canvas", { "aria-hidden": "true" }); node.prepend(it); }
  const ratio = Math.min(3, devicePixelRatio || 1);
  it.width = Math.round(width * ratio);
  it.height = Math.round(height * ratio);
  it.style.height = height + "px";
  const c = it.getContext("2d");
  c.scale(ratio, ratio);
  c.font = "12px " + getComputedStyle(document.body).fontFamily;
  return c;
}
function paintAxis(c, width, top, bottom, ink) {
  c.fillStyle = ink.soft;
  c.textAlign = "left";
  for (const tick of ticks(width)) {
    c.strokeStyle = ink.line;
    c.beginPath(); c.moveTo(tick.x + 0.5, top); c.lineTo(tick.x + 0.5, bottom + 4); c.stroke();
    if (tick.label) c.fillText(tick.label, tick.x, bottom + 15);
    if (tick.day) c.fillText(tick.day, tick.x, bottom + 29);
  }
  if (axis) {
    c.save();
    c.strokeStyle = ink.quiet;
    c.setLineDash([2, 3]);
    for (let i = 1; i < axis.parts.length; i++) {
      const x = across((axis.parts[i - 1].u1 + axis.parts[i].u0) / 2, width);
      if (x > left(width) && x < width - 8) { c.beginPath(); c.moveTo(x, top); c.lineTo(x, bottom); c.stroke(); }
    }
    c.restore();
  }
}

/* ---- sections ---- */
const main = document.getElementById("main"), nav = el("ul");
document.getElementById("nav").append(nav);
main.replaceChildren();
function section(id, title, label, say, ...children) {
  nav.append(el("li", {}, el("a", { href: "#" + id }, label)));
  const node = el("section", { id, "aria-labelledby": id + "-title" }, el("h2", { id: id + "-title" }, title), el("p", { class: "say" }, say), children);
  main.append(node);
  return node;
}
function severityCounts() {
  const counts = {};
  for (const incident of incidents) counts[grade(incident.severity)] = (counts[grade(incident.severity)] || 0) + 1;
  return counts;
}
const counts = severityCounts();
const alarms = files.reduce((sum, file) => sum + file.detections.length, 0);
const scored = files.reduce((sum, file) => sum + file.p_value.filter((p) => p !== null).length, 0);
const span = axis ? [axis.parts[0].t0, axis.parts[axis.parts.length - 1].t1] : null;
/* What all names end with says nothing: .pcap_ISCX.csv. */
const ending = commonEnding(files.map((file) => file.name));
function commonEnding(names) {
  if (names.length < 2) return "";
  let n = 0;
  while (names.every((name) => name.length > n + 1 && name[name.length - 1 - n] === names[0][names[0].length - 1 - n])) n++;
  const tail = names[0].slice(names[0].length - n), dot = tail.indexOf(".");
  return dot < 0 ? "" : tail.slice(dot);
}
function laneName(f) { return files[f].name.slice(0, files[f].name.length - ending.length); }
function fileName(f) { return f === undefined ? "a file that is not there" : short(laneName(f), 60); }
function first(incident) { return incident.first_time ? Date.parse(incident.first_time) : null; }
function last(incident) { return incident.last_time ? Date.parse(incident.last_time) : null; }
function ends(incident) {
  const f = fileNumber.get(incident.file);
  if (f === undefined) return null;
  const a = Math.min(incident.first_window, files[f].windows - 1), b = Math.min(incident.last_window, files[f].windows - 1);
  let u0 = 1, u1 = 0;
  for (let w = a; w <= b; w++) { u0 = Math.min(u0, from[f][w]); u1 = Math.max(u1, to[f][w]); }
  return [u0, u1];
}
const order = incidents.map((_, i) => i).sort((a, b) => rank(incidents[a]) - rank(incidents[b]) || incidents[b].score - incidents[a].score || a - b);
function rank(incident) { return GRADES.indexOf(grade(incident.severity)); }

function header() {
  const rows = data.manifest && data.manifest.rows;
  const verdict = incidents.length
    ? count(incidents.length, "incident") + " in " + count(total, "window") + " of " + count(files.length, "file") + ": " + byGrade(counts)
    : total === 0 ? "No window was monitored" : "No incident in " + count(total, "window") + " of " + count(files.length, "file");
  const about = [run.name ? "run " + safe(run.name) : "", span ? fromTo(span[0], span[1]) + (run.zoned ? "" : ", in the time of the flows") : "the flows have no times"];
  put(document.getElementById("top"), [
    el("h1", {}, "LogSentinel report"), el("p", { class: "verdict" }, verdict), el("p", { class: "soft" }, about.filter(Boolean).join(" · ")),
    el("ul", { class: "tiles" },
      tile(whole(incidents.length), incidents.length === 1 ? "incident" : "incidents"), tile(whole(alarms), alarms === 1 ? "window that alarms" : "windows that alarm"), tile(whole(total), "windows of " + whole(run.window_size) + " flows"),
      rows ? tile(whole(rows.read), "rows read") : null,
      rows ? tile(whole(Object.values(rows.rejected).reduce((a, b) => a + b, 0)), "rows rejected") : null,
      tile(whole(run.baseline_windows), "windows in the baseline"))]);
  document.title = "LogSentinel: " + verdict;
}
function tile(value, label) { return el("li", {}, el("b", {}, value), el("span", { class: "soft small" }, label)); }

/* What happened: a lane per file, a mark per incident. */
const marks = [];
function timeline() {
  const id = "timeline", title = "What happened";
  if (!total) return section(id, title, "Timeline", "No window was monitored, so there is nothing to show on a timeline.");
  if (!incidents.length) {
    return section(id, title, "Timeline", run.note || "The detector joined no windows to an incident: " + (alarms ? count(alarms, "window") + " alarmed alone, see the scores below." : "no window alarmed."));
  }
  const lanes = files.map((_, f) => f);
  const shown = lanes.length <= 24 ? lanes : lanes.filter((f) => incidentOf[f].size > 0).slice(0, 60);
  const worst = incidents[order[0]];
  const left_out = lanes.length - shown.length;
  const node = el("div", { class: "chart", tabindex: "0", role: "group", "aria-roledescription": "chart", "aria-label": "Incidents on a timeline, a lane per file. Plus and minus zoom, Page Up and Page Down move; Tab leads to the incidents, arrow keys from one to the next." });
  const picture = svg("svg", { role: "presentation" });
  node.append(picture);
  const rows = new Map(shown.map((f) => [f, []]));
  const at = [];
  incidents.forEach((incident, i) => {
    const place = ends(incident), f = fileNumber.get(incident.file);
    if (!place || !rows.has(f)) return;
    let row = 0;
    const taken = rows.get(f);
    const end = Math.max(place[1], place[0] + 0.012);
    while (row < 3 && taken[row] !== undefined && taken[row] > place[0]) row++;
    taken[row] = Math.max(taken[row] || 0, end);
    at[i] = { f, row, u0: place[0], u1: place[1] };
  });
  let y = 4;
  const tops = new Map();
  for (const f of shown) { tops.set(f, y); y += 20 + 16 * Math.max(1, rows.get(f).length) + 8; }
  const height = y + 34;
  const back = svg("g"), ticked = svg("g"), front = svg("g");
  picture.append(back, ticked, front);
  incidents.forEach((incident, i) => {
    if (!at[i]) return;
    const severity = grade(incident.severity);
    const bar = svg("rect", { class: "span", height: 12, rx: 3 }), mark = svg("path", { class: "mark", d: glyphPath(severity, 0, 0, 7) });
    const group = svg("g", {
      class: "incident " + severity, role: "button", tabindex: marks.length ? "-1" : "0",
      "aria-label": severity.toLowerCase() + ": " + safe(incident.likely_pattern) + ". " + short(incident.reason, 300),
      onclick: () => openCard(i),
      onkeydown: (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); openCard(i); }
        else if (step) { event.preventDefault(); const next = marks[(marks.findIndex((it) => it.i === i) + step + marks.length) % marks.length]; moveTo(next); }
      },
      onpointermove: (event) => showTip(incidentWords(incident), event.clientX, event.clientY),
      onpointerleave: hideTip,
      onfocus: () => { for (const it of marks) it.group.setAttribute("tabindex", it.i === i ? "0" : "-1"); }
    }, bar, mark);
    marks.push({ i, group, bar, mark, at: at[i] });
  });
  marks.sort((a, b) => a.at.f - b.at.f || a.at.u0 - b.at.u0);
  marks.forEach((it, n) => { it.group.setAttribute("tabindex", n ? "-1" : "0"); front.append(it.group); });
  function moveTo(it) {
    if (it.at.u1 < view.a || it.at.u0 > view.b) { zoomTo(it.at.u0 - (view.b - view.a) / 2, it.at.u0 + (view.b - view.a) / 2); drawAll(true); }
    it.group.removeAttribute("display");
    it.group.focus();
  }
  chart(node, (width) => {
    set(picture, { viewBox: `0 0 ${width} ${height}`, height });
    back.replaceChildren();
    ticked.replaceChildren();
    const edge = left(width);
    for (const f of shown) {
      const top = tops.get(f), tall = 16 * Math.max(1, rows.get(f).length) + 4;
      back.append(svg("text", { class: "name", x: 2, y: top + 13 }, short(laneName(f), Math.max(12, Math.floor((width - 110) / 7)))));
      back.append(svg("text", { x: width - 8, y: top + 13, "text-anchor": "end" }, severities[f].size + " of " + whole(files[f].windows)));
      back.append(svg("rect", { class: "lane", x: edge, y: top + 18, width: width - edge - 8, height: tall, rx: 3 }));
      const a = Math.max(edge, across(from[f][0], width)), b = Math.min(width - 8, across(to[f].reduce((m, u) => Math.max(m, u), 0), width));
      if (b > a) back.append(svg("rect", { class: "there", x: a, y: top + 18, width: b - a, height: tall, rx: 3 }));
    }
    for (const tick of ticks(width)) {
      ticked.append(svg("path", { class: "rule", d: shown.map((f) => `M${tick.x} ${tops.get(f) + 18}v${16 * Math.max(1, rows.get(f).length) + 4}`).join("") + `M${tick.x} ${y - 2}v4` }));
      if (tick.label) ticked.append(svg("text", { x: tick.x, y: y + 14 }, tick.label));
      if (tick.day) ticked.append(svg("text", { x: tick.x, y: y + 28 }, tick.day));
    }
    for (const it of marks) {
      const x0 = across(it.at.u0, width), x1 = across(it.at.u1, width);
      if (x1 < edge - 2 || x0 > width) { it.group.setAttribute("display", "none"); continue; }
      it.group.removeAttribute("display");
      const a = Math.max(edge, x0), b = Math.max(a + 3, Math.min(width - 8, x1));
      const middle = tops.get(it.at.f) + 20 + 16 * it.at.row + 8;
      set(it.bar, { x: a, y: middle - 6, width: b - a });
      it.mark.setAttribute("transform", `translate(${Math.min(width - 12, Math.max(edge + 7, a))} ${middle})`);
    }
  }, true);
  zooms(node, {});
  section(id, title, "Timeline",
    count(incidents.length, "incident") + ": " + byGrade(counts) + ". " + (incidents.length === 1 ? "In " : "The most severe, in ") + fileName(fileNumber.get(worst.file)) + ": " + short(worst.reason, 400),
    el("p", { class: "how" }, "A lane per file; beside its name, how many of its windows alarm. A bar is an incident from its first to its last window; its mark says how severe it is. Press one to open its card. Drag over a stretch to look closer; once the chart is pressed, or with Ctrl, the wheel zooms."
      + (axis && axis.parts.length > 1 ? " Times without flows are folded at the dotted lines." : "") + (left_out ? " " + count(left_out, "file") + " without an incident, or beyond the sixtieth, have no lane." : "")),
    zoomBar(), node,
    el("ul", { class: "legend" }, GRADES.map((g) => el("li", { class: g }, glyph(g), g.toLowerCase())), axis ? el("li", {}, "dark lane: the file has windows there") : el("li", {}, "from left to right: windows by their number, file after file")));
}
function incidentWords(incident) {
  return grade(incident.severity).toLowerCase() + " · " + safe(incident.likely_pattern) + "\n" + short(incident.reason, 260) + (incident.first_time ? "\n" + fromTo(first(incident), last(incident)) : "");
}

/* The score of every window: a chance, so the axis is one of orders of magnitude. */
function scores() {
  const id = "scores", title = "How unusual every window was";
  const rate = run.false_alarm_rate;
  if (!scored) return section(id, title, "Scores", run.note || "No window was scored.");
  let best = null;
  files.forEach((file, f) => file.p_value.forEach((p, w) => { if (p !== null && (!best || file.score[w] > best.score)) best = { f, w, p, score: file.score[w] }; }));
  const node = el("div", { class: "chart", tabindex: "0", role: "group", "aria-roledescription": "chart", "aria-label": "Score of every window on an axis of orders of magnitude. Arrow keys go from window to window, Enter opens the incident, plus and minus zoom." });
  const HEIGHT = 270, TOP = 12, BOTTOM = HEIGHT - 36;
  const up = (p) => BOTTOM - Math.min(12, -Math.log10(Math.max(p, 1e-12))) / 12 * (BOTTOM - TOP);
  let cursor = null;
  chart(node, (width) => {
    const c = canvas(node, width, HEIGHT), ink = inks(), edge = left(width);
    c.fillStyle = ink.soft;
    c.textAlign = "right";
    for (const e of [1, 2, 4, 6, 8, 10, 12]) {
      const y = up(10 ** -e);
      c.strokeStyle = ink.line;
      c.beginPath(); c.moveTo(edge, y + 0.5); c.lineTo(width - 8, y + 0.5); c.stroke();
      c.fillText(e === 4 && width < 640 ? "1 in 10⁴" : oneIn(10 ** -e), edge - 6, y + 4);
    }
    paintAxis(c, width, TOP, BOTTOM, ink);
    c.save();
    c.beginPath(); c.rect(edge - 1, 0, width - edge - 6, HEIGHT); c.clip();
    const quiet = new Map(), drawn = new Set(), over = [];
    files.forEach((file, f) => {
      for (let w = 0; w < file.windows; w++) {
        const p = file.p_value[w];
        if (p === null || to[f][w] < view.a || from[f][w] > view.b) continue;
        const x0 = across(from[f][w], width), x1 = across(to[f][w], width), y = up(p), alarm = severities[f].get(w);
        if (alarm) over.push([x0, x1, y, alarm[0]]);
        else if (x1 - x0 >= 3) { c.fillStyle = ink.quiet; c.fillRect(x0 + 0.5, y - 1.5, x1 - x0 - 1, 3); }
        else { const column = Math.round(x0); if (!quiet.has(column) || quiet.get(column) > y) quiet.set(column, y); }
      }
    });
    c.fillStyle = ink.quiet;
    for (const [x, y] of quiet) c.fillRect(x - 1, y - 1.5, 2.5, 3);
    over.sort((a, b) => GRADES.indexOf(b[3]) - GRADES.indexOf(a[3]));
    for (const [x0, x1, y, severity] of over) {
      const key = Math.round(x0 / 2) + " " + Math.round(x1 / 2) + " " + Math.round(y / 2) + severity;
      if (drawn.has(key)) continue;
      drawn.add(key);
      c.fillStyle = ink[severity];
      if (x1 - x0 > 14) { c.globalAlpha = 0.5; c.fillRect(x0 + 0.5, y - 2, x1 - x0 - 1, 4); c.globalAlpha = 1; }
      c.translate((x0 + x1) / 2, y);
      c.fill(SHAPES[severity]);
      c.translate(-(x0 + x1) / 2, -y);
    }
    c.restore();
    const line = up(rate);
    c.strokeStyle = ink.ink;
    c.lineWidth = 1.5;
    c.setLineDash([6, 4]);
    c.beginPath(); c.moveTo(edge, line); c.lineTo(width - 8, line); c.stroke();
    c.setLineDash([]);
    c.lineWidth = 1;
    c.textAlign = "right";
    c.fillStyle = ink.ink;
    c.fillText("alarm above " + oneIn(rate), width - 10, line + 14);
    if (cursor) {
      const x = across((from[cursor.f][cursor.w] + to[cursor.f][cursor.w]) / 2, width), y = up(files[cursor.f].p_value[cursor.w]);
      c.strokeStyle = ink.accent;
      c.lineWidth = 2.5;
      c.beginPath(); c.arc(x, y, 10, 0, 7); c.stroke();
    }
  }, true);
  function wordsOf(f, w) {
    const p = files[f].p_value[w], alarm = severities[f].get(w), i = incidentOf[f].get(w);
    return fileName(f) + ", window " + whole(w) + (files[f].first ? "\n" + fromTo(files[f].first[w], files[f].last[w]) : "")
      + "\n" + (p === null ? "score not known" : "a benign window is as unusual: " + oneIn(p) + (p <= 1e-12 ? " or less" : "")) + (alarm ? "\n" + alarm[0].toLowerCase() + ": " + safe(alarm[1]) : "\nno alarm") + (i === undefined ? "" : "\nof incident " + safe(incidents[i].id));
  }
  function nearest(x, y, width) {
    let found = null, best = 26 * 26;
    files.forEach((file, f) => {
      for (let w = 0; w < file.windows; w++) {
        const p = file.p_value[w];
        if (p === null || to[f][w] < view.a || from[f][w] > view.b) continue;
        const x0 = across(from[f][w], width), x1 = across(to[f][w], width);
        const dx = x < x0 ? x0 - x : x > x1 ? x - x1 : 0, dy = up(p) - y;
        const d = dx * dx + dy * dy;
        if (d < best) { best = d; found = { f, w }; }
      }
    });
    return found;
  }
  let asked = null;
  node.addEventListener("pointermove", (event) => {
    if (asked) { asked = event; return; }
    asked = event;
    requestAnimationFrame(() => {
      const at = asked, bounds = node.getBoundingClientRect();
      asked = null;
      const hit = nearest(at.clientX - bounds.left, at.clientY - bounds.top, bounds.width);
      if (hit) showTip(wordsOf(hit.f, hit.w), at.clientX, at.clientY); else hideTip();
    });
  });
  node.addEventListener("pointerleave", () => setTimeout(hideTip, 20));
  node.addEventListener("click", (event) => {
    const bounds = node.getBoundingClientRect();
    if (node.dragged) return;
    const hit = nearest(event.clientX - bounds.left, event.clientY - bounds.top, bounds.width);
    if (hit && incidentOf[hit.f].has(hit.w)) openCard(incidentOf[hit.f].get(hit.w));
  });
  function step(by) {
    let f = cursor ? cursor.f : 0, w = cursor ? cursor.w : by > 0 ? -1 : 0;
    for (let tries = 0; tries <= total; tries++) {
      w += by;
      if (w < 0) { f = (f + files.length - 1) % files.length; w = files[f].windows - 1; }
      if (w >= files[f].windows) { f = (f + 1) % files.length; w = 0; }
      if (w >= 0 && w < files[f].windows && files[f].p_value[w] !== null) break;
    }
    cursor = { f, w };
    const u = (from[f][w] + to[f][w]) / 2;
    if (u < view.a || u > view.b) zoomTo(u - (view.b - view.a) / 2, u + (view.b - view.a) / 2);
    refresh(charts.filter((it) => it.node === node));
    live.textContent = wordsOf(f, w);
    const bounds = node.getBoundingClientRect();
    showTip(live.textContent, bounds.left + across(u, bounds.width), bounds.top + up(files[f].p_value[w]));
  }
  zooms(node, { ArrowRight: () => step(1), ArrowLeft: () => step(-1), Enter: () => { if (cursor && incidentOf[cursor.f].has(cursor.w)) openCard(incidentOf[cursor.f].get(cursor.w)); } });
  node.addEventListener("blur", () => { hideTip(); if (cursor) { cursor = null; refresh(charts.filter((it) => it.node === node)); } });
  const rows = [];
  files.forEach((file, f) => { for (const [w] of file.detections) rows.push([f, w]); });
  rows.sort((a, b) => files[b[0]].score[b[1]] - files[a[0]].score[a[1]]);
  const expected = scored * rate;
  section(id, title, "Scores",
    whole(alarms) + " of " + count(total, "window") + (alarms === 1 ? " lies" : " lie") + " above the alarm line; if all traffic were benign, about " + figure(expected) + " would. The most unusual is window " + whole(best.w) + " of " + fileName(best.f) + ".",
    run.note ? el("p", { class: "say" }, run.note) : null,
    el("p", { class: "how" }, "The higher, the rarer among benign windows: a step of the axis is a factor of ten or a hundred. Small bars are quiet windows, marks are windows that alarm. The chart shows the same stretch as the timeline."),
    zoomBar(), node,
    el("ul", { class: "legend" }, GRADES.map((g) => el("li", { class: g }, glyph(g), g.toLowerCase())), el("li", {}, "– no alarm"), el("li", {}, "- - the alarm line")),
    !rows.length ? null : later("The most unusual windows as a table", () => table("Windows that alarm, the most unusual first" + (rows.length > 200 ? " (200 of " + whole(rows.length) + ")" : ""),
      [{ label: "file" }, { label: "window", n: 1 }, { label: "from, to" }, { label: "severity" }, { label: "pattern" }, { label: "among benign", n: 1 }, { label: "score", n: 1 }],
      rows.slice(0, 200).map(([f, w]) => [fileName(f), whole(w), files[f].first ? fromTo(files[f].first[w], files[f].last[w]) : "no times", severityWord(severities[f].get(w)[0]), safe(severities[f].get(w)[1]), oneIn(files[f].p_value[w]), figure(files[f].score[w])]))));
}
/* A part that is made when it is opened. */
function later(title, make) {
  const node = el("details", { class: "screen" }, el("summary", {}, title));
  node.addEventListener("toggle", () => { if (node.open && node.children.length === 1) node.append(el("div", { class: "body" }, make())); });
  return node;
}

/* ---- cards ---- */
let openCard = () => {};
function cards() {
  const id = "incidents", title = "Incident by incident";
  if (!incidents.length) return section(id, title, "Incidents", run.note || "There is no incident to look at.");
  const made = new Map(), holder = el("div", { id: "cards" });
  const status = el("span", { class: "soft small", role: "status" });
  const more = el("button", { type: "button", onclick: () => { limit += PAGE; show(); } });
  const texts = incidents.map((incident) => [incident.likely_pattern, incident.reason, incident.file, incident.id, incident.severity, incident.decision, (incident.entities || []).map((e) => e.address + " " + e.role).join(" "), (incident.ports || []).join(" "),
    (incident.attack_techniques || []).map((t) => t + " " + (data.techniques[t] || "")).join(" ")].join(" ").toLowerCase());
  const SORTS = {
    severity: (a, b) => order.indexOf(a) - order.indexOf(b),
    time: (a, b) => (first(incidents[a]) || 0) - (first(incidents[b]) || 0) || a - b,
    flows: (a, b) => incidents[b].flows - incidents[a].flows || a - b,
    duration: (a, b) => (last(incidents[b]) - first(incidents[b])) - (last(incidents[a]) - first(incidents[a])) || incidents[b].windows.length - incidents[a].windows.length || a - b
  };
  const placeInOrder = [];
  order.forEach((i, n) => { placeInOrder[i] = n; });
  SORTS.severity = (a, b) => placeInOrder[a] - placeInOrder[b];
  let limit = PAGE, shown = [];
  const search = el("input", { type: "search", id: "find", placeholder: "address, port, pattern, T1046 …", autocomplete: "off", spellcheck: "false", oninput: () => { limit = PAGE; show(); } });
  const sort = el("select", { id: "sort", onchange: () => { limit = PAGE; show(); } }, [["severity", "most severe first"], ["time", "earliest first"], ["flows", "most flows first"], ["duration", "longest first"]].map(([value, label]) => el("option", { value }, label)));
  const boxes = GRADES.filter((g) => counts[g]).map((g) => {
    const box = el("input", { type: "checkbox", value: g, onchange: () => { limit = PAGE; show(); } });
    box.checked = true;
    return [g, box];
  });
  function matching() {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean), on = new Set(boxes.filter(([, box]) => box.checked).map(([g]) => g));
    const found = [];
    for (let i = 0; i < incidents.length; i++) if (on.has(grade(incidents[i].severity)) && wanted.every((word) => texts[i].includes(word))) found.push(i);
    return found.sort(SORTS[sort.value]);
  }
  function card(i) {
    if (!made.has(i)) made.set(i, makeCard(i));
    return made.get(i);
  }
  function show() {
    shown = matching();
    holder.replaceChildren(...shown.slice(0, limit).map(card));
    status.textContent = shown.length === incidents.length && limit >= shown.length ? count(incidents.length, "incident") : whole(Math.min(limit, shown.length)) + " of " + count(shown.length, "incident") + " shown" + (shown.length < incidents.length ? ", " + whole(incidents.length) + " in all" : "");
    more.hidden = shown.length <= limit;
    more.textContent = more.hidden ? "" : "Show " + whole(Math.min(PAGE, shown.length - limit)) + " more";
    const on = new Set(shown);
    for (const mark of marks) mark.group.classList.toggle("off", !on.has(mark.i));
  }
  openCard = (i) => {
    if (!shown.includes(i)) { search.value = ""; for (const [, box] of boxes) box.checked = true; limit = PAGE; show(); }
    const n = shown.indexOf(i);
    if (n >= limit) { limit = Math.ceil((n + 1) / PAGE) * PAGE; show(); }
    const node = card(i);
    node.open = true;
    fill(i, node);
    node.scrollIntoView({ block: "start" });
    node.querySelector("summary").focus({ preventScroll: true });
    hideTip();
  };
  const several = incidents.filter((it) => it.windows.length > 1).length;
  section(id, title, "Incidents",
    "Who did what to whom, " + (incidents.length === 1 ? "in the one incident" : "in " + count(incidents.length, "incident") + ", the most severe first") + ". " + (several ? whole(several) + (several === 1 ? " spans" : " span") + " more than one window; t" : "T") + "he second model, an isolation forest, agrees with " + whole(incidents.filter((it) => it.decision === "CONFIRMED ANOMALY").length) + ".",
    el("div", { class: "bar", role: "search" }, el("label", { for: "find" }, "Filter"), search, boxes.map(([g, box]) => el("label", { class: g }, box, glyph(g), g.toLowerCase(), el("span", { class: "soft" }, whole(counts[g])))), el("label", { for: "sort" }, "Order"), sort,
      el("button", { type: "button", onclick: () => { for (const i of shown.slice(0, limit)) { card(i).open = true; fill(i, card(i)); } } }, "Open all"), el("button", { type: "button", onclick: () => { for (const node of made.values()) node.open = false; } }, "Close all"), status),
    holder, el("p", { class: "bar" }, more));
  show();
  openAll = () => shown.slice(0, limit).forEach((i) => { const node = card(i); node.wasOpen = node.open; fill(i, node); node.open = true; });
  restoreAll = () => made.forEach((node) => { if (node.wasOpen !== undefined) { node.open = node.wasOpen; node.wasOpen = undefined; } });
}
let openAll = () => {}, restoreAll = () => {};
function who(incident) {
  const of = (role) => (incident.entities || []).filter((e) => e.role === role).map((e) => short(e.address, 45));
  const attackers = of("ATTACKER"), victims = of("VICTIM"), some = (names) => names.slice(0, 2).join(", ") + (names.length > 2 ? " and " + (names.length - 2) + " more" : "");
  if (attackers.length && victims.length) return some(attackers) + " → " + some(victims);
  const all = (incident.entities || []).map((e) => short(e.address, 45));
  return all.length ? some(attackers.length ? attackers : victims.length ? victims : all) : "nobody named";
}
function makeCard(i) {
  const incident = incidents[i], severity = grade(incident.severity);
  const when = incident.first_time ? fromTo(first(incident), last(incident)) + " · " + lasting(last(incident) - first(incident)) : "no times";
  const node = el("details", { class: "incident " + severity, id: "incident-" + i },
    el("summary", {}, severityWord(severity), el("b", {}, safe(incident.likely_pattern)), el("span", {}, who(incident)),
      el("span", { class: "soft small num" }, when)));
  node.addEventListener("toggle", () => { if (node.open) fill(i, node); });
  return node;
}
function reach(low, high) { return low > 0 ? figure(low) + " to " + figure(high) : "up to " + figure(high); }
function against(evidence, tone) {
  const seen = evidence.observed, low = evidence.typical_low, high = evidence.typical_high;
  const base = Math.min(0, seen, low), end = Math.max(seen, high, base + 1e-9), x = (v) => (v - base) / (end - base) * 400;
  const usual = high === 0 && low === 0 ? "usual: none" : "usual: " + reach(low, high);
  return el("li", {}, el("b", { class: "num" }, figure(seen)), " " + channel(evidence) + " ", el("span", { class: "soft" }, "(" + usual + ")"),
    svg("svg", { class: tone, viewBox: "0 0 400 14", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("rect", { class: "track", x: 0, y: 0, width: 400, height: 14 }),
      svg("rect", { class: "usual", x: x(low), y: 0, width: Math.max(2.5, x(high) - x(low)), height: 14, opacity: 0.5 }),
      svg("rect", { class: "seen", x: x(base), y: 4, width: Math.max(2.5, x(seen) - x(base)), height: 6 })));
}
function fill(i, node) {
  if (node.children.length > 1) return;
  const incident = incidents[i], severity = grade(incident.severity), f = fileNumber.get(incident.file);
  const windows = incident.windows.length;
  const techniques = (incident.attack_techniques || []).map((id) => el("li", {}, el("a", { href: "https://attack.mitre.org/techniques/" + encodeURIComponent(id).replace(".", "/") + "/", rel: "noreferrer" }, safe(id)), " " + (data.techniques[id] || "")));
  const inAll = (name) => incident[name + "_in_all"] ? ", the strongest of " + whole(incident[name + "_in_all"]) : "";
  const facts = [
    ["when", incident.first_time ? fromTo(first(incident), last(incident)) + " (" + lasting(last(incident) - first(incident)) + ")" : "the flows have no times"],
    ["where", fileName(f) + ", " + (windows === 1 ? "window " + whole(incident.first_window) : count(windows, "window") + " from " + whole(incident.first_window) + " to " + whole(incident.last_window))],
    ["flows", whole(incident.flows) + " of the " + whole(incident.window_flows) + " in these windows"],
    ["ports", incident.ports && incident.ports.length ? list(incident.ports.map((p) => short(p, 30))) + (incident.ports_in_all ? " of " + whole(incident.ports_in_all) : "") : "no single one"],
    ["confidence", percent(incident.confidence) + " that it is an attack, and rightly named"],
    ["how often", rarity(incident.p_value)],
    ["second model", incident.decision === "CONFIRMED ANOMALY" ? "agrees (isolation forest)" : incident.decision === "SUSPICIOUS" ? "does not confirm it (isolation forest)" : safe(incident.decision)],
    ["id", safe(incident.id)]
  ];
  if (incident.patterns && incident.patterns.length > 1) facts.splice(4, 0, ["also looks like", list(incident.patterns.slice(1).map((it) => safe(it.pattern) + " (" + count(it.windows, "window") + ")"))]);
  const roles = { ATTACKER: "attacker", VICTIM: "target" };
  node.append(el("div", { class: "body" },
    el("p", { class: "reason" }, short(incident.reason, 1200)),
    el("p", { class: "next" }, el("b", {}, "Next: "), safe(incident.next_step)),
    el("div", { class: "cols" },
      el("div", {}, el("h3", {}, "Observed against usual" + inAll("evidence")),
        incident.evidence && incident.evidence.length ? el("ul", { class: "against" }, incident.evidence.map((e) => against(e, severity))) : el("p", {}, "No single channel stands out."),
        incident.metrics && incident.metrics.length ? [el("h3", {}, "The window as a whole" + inAll("metrics")), el("ul", { class: "against" }, incident.metrics.map((e) => against(e, severity)))] : null),
      el("div", {}, el("h3", {}, "Who"),
        el("ul", { class: "chips" }, (incident.entities || []).map((e) => el("li", {}, el("b", {}, short(e.address, 90)), " " + (roles[e.role] || safe(e.role).toLowerCase()))), incident.more_entities || incident.entities_in_all ? el("li", {}, "and " + whole((incident.more_entities || 0) + (incident.entities_in_all || incident.entities.length) - incident.entities.length) + " more") : null),
        el("h3", {}, "Facts"), el("dl", { class: "facts" }, facts.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
        el("h3", {}, "MITRE ATT&CK candidates"), techniques.length ? el("ul", { class: "chips" }, techniques) : el("p", { class: "soft" }, "None: the pattern is no attack by name."))),
    incident.top_talkers && incident.top_talkers.length ? table("Busiest in these windows" + (incident.top_talkers_in_all ? ", " + incident.top_talkers.length + " of " + incident.top_talkers_in_all : ""),
      [{ label: "entity" }, { label: "windows", n: 1 }, { label: "flows", n: 1 }, { label: "packets", n: 1 }, { label: "bytes", n: 1 }, { label: "peers", n: 1 }, { label: "ports", n: 1 }],
      incident.top_talkers.map((t) => [short(t.entity, 90), whole(t.windows), whole(t.flows), whole(t.packets), whole(t.bytes), whole(t.most_peers), whole(t.most_ports)])) : null,
    el("h3", {}, "What explain says of its most unusual window"),
    incident.explanation ? el("pre", {}, incident.explanation) : el("p", { class: "soft" }, "Kept of the " + whole(data.incidents.filter((it) => it.explanation).length) + " most severe incidents alone; of this one the command shows it:"),
    incident.explanation ? null : el("pre", {}, incident.explain)));
}

/* ---- a band per metric ---- */
function metrics() {
  const id = "metrics", title = "Every metric against its usual range";
  if (!total || !data.metrics.some((m) => m.files.some((f) => f.min.some((v) => v !== null)))) return section(id, title, "Metrics", "The windows of the run are not there any more, so no metric can be drawn.");
  const bin = run.windows_per_bin, unit = bin === 1 ? "window" : "stretch of " + bin + " windows", units = bin === 1 ? "windows" : "stretches of " + bin + " windows";
  const bins = data.metrics[0].files.reduce((sum, f) => sum + f.min.length, 0);
  const summed = data.metrics.map((metric) => {
    let outside = 0, least = Infinity, most = -Infinity, known = 0;
    metric.files.forEach((file) => file.min.forEach((v, i) => {
      if (v === null) return;
      const high = file.max ? file.max[i] : v;
      known++;
      least = Math.min(least, v);
      most = Math.max(most, high);
      if (metric.low !== null && (v < metric.low || high > metric.high)) outside++;
    }));
    return { metric, outside, least, most, known };
  }).filter((it) => it.known);
  summed.sort((a, b) => b.outside - a.outside);
  const off = summed.filter((it) => it.outside);
  const grid = el("div", { class: "multiples" });
  for (const it of summed) {
    const { metric } = it, name = words(metric.name);
    const node = el("div", { class: "chart", role: "img", "aria-label": name + ": " + (metric.low === null ? "usual range not known" : "usual " + reach(metric.low, metric.high)) + ", seen " + figure(it.least) + " to " + figure(it.most) + ", outside in " + whole(it.outside) + " of " + whole(it.known) });
    grid.append(el("figure", {}, el("figcaption", {}, el("span", {}, el("b", {}, name)), el("span", { class: "soft num" }, whole(it.outside) + " of " + whole(it.known))), node,
      el("p", { class: "soft small num" }, (metric.low === null ? "usual range not known" : "usual " + reach(metric.low, metric.high)) + " · seen " + figure(it.least) + " to " + figure(it.most))));
    const ends = [it.least, it.most].concat(metric.low === null ? [] : [metric.low, metric.high]);
    let low = Math.min(...ends), high = Math.max(...ends);
    const log = low >= 0 && high > 50 * Math.max(1, metric.high || 0);
    const scale = log ? (v) => Math.log1p(Math.max(0, v)) : (v) => v;
    low = scale(low); high = scale(high);
    if (!(high > low)) { low -= 1; high += 1; }
    chart(node, (width) => {
      const HEIGHT = 78, c = canvas(node, width, HEIGHT), ink = inks(), y = (v) => 72 - (scale(v) - low) / (high - low) * 66, x = (u) => (u - view.a) / (view.b - view.a) * width;
      c.fillStyle = ink.fill;
      c.fillRect(0, 2, width, 74);
      if (metric.low !== null) { c.fillStyle = ink.band; c.fillRect(0, y(metric.high), width, Math.max(2, y(metric.low) - y(metric.high))); }
      let was = null;
      metric.files.forEach((file, f) => {
        for (let i = 0; i < file.min.length; i++) {
          const v = file.min[i];
          if (v === null) continue;
          const w1 = Math.min(files[f].windows, (i + 1) * bin) - 1, a = x(from[f][i * bin]), b = x(to[f][w1]);
          if (b < 0 || a > width) continue;
          const top = file.max ? file.max[i] : v, odd = metric.low !== null && (v < metric.low || top > metric.high);
          if (odd !== was) { c.fillStyle = odd ? ink.HIGH : ink.accent; was = odd; }
          c.fillRect(a, y(top) - 1.25, Math.max(2, b - a), Math.max(2.5, y(v) - y(top) + 2.5));
        }
      });
      if (log) { c.fillStyle = ink.soft; c.textAlign = "right"; c.fillText("log axis", width - 4, 14); }
    }, true);
  }
  section(id, title, "Metrics",
    off.length ? whole(off.length) + " of " + count(summed.length, "metric") + " left their usual range; most often " + list(off.slice(0, 3).map((it) => words(it.metric.name) + " (" + whole(it.outside) + ")")) + " of " + whole(bins) + " " + units + "." : "All " + count(summed.length, "metric") + " stayed within their usual range in every " + unit + ".",
    el("p", { class: "how" }, "The shaded band is what the baseline makes usual: for sums three standard deviations around their mean, for the others what the detector calls typical. Blue is within it, orange outside; beside the name, how often it was outside. Most often outside comes first, and all show the stretch of the timeline."),
    zoomBar(), grid);
}

/* ---- entity kind x window ---- */
const KINDS = { source: "sources", destination: "destinations", pair: "pairs", port: "ports", client: "clients", service: "services", shape: "shapes", window: "window" };
function evidence() {
  const id = "evidence", title = "Where the evidence was";
  const cells = data.evidence.some((row) => row.p_value.some((file) => file.some((p) => p !== null)));
  if (!cells) return section(id, title, "Evidence", run.note || "No window gave any evidence against what is usual.");
  const rate = run.false_alarm_rate, bin = run.windows_per_bin;
  const strong = data.evidence.map((row) => ({ kind: row.kind, n: row.p_value.flat().filter((p) => p !== null && p < 1e-6).length, best: Math.min(...row.p_value.flat().filter((p) => p !== null), 1) })).sort((a, b) => b.n - a.n || a.best - b.best);
  const node = el("div", { class: "chart", tabindex: "0", role: "group", "aria-roledescription": "chart", "aria-label": "Heat map: kinds of entities by windows; the table below says the same. Plus and minus zoom." });
  const ROW = 26, TOP = 4, BOTTOM = TOP + ROW * data.evidence.length, HEIGHT = BOTTOM + 34;
  const tone = (p, ink) => {
    const share = Math.min(1, -Math.log10(Math.max(p, 1e-12)) / 12), [a, b] = ink.heat;
    return `rgb(${a.map((v, i) => Math.round(v + (b[i] - v) * Math.pow(share, 0.8))).join(",")})`;
  };
  chart(node, (width) => {
    const c = canvas(node, width, HEIGHT), ink = inks(), edge = left(width);
    data.evidence.forEach((row, r) => {
      c.fillStyle = ink.soft;
      c.textAlign = "right";
      c.fillText(width < 640 ? KINDS[row.kind].slice(0, 9) : KINDS[row.kind], edge - 6, TOP + ROW * r + 17);
      c.fillStyle = ink.fill;
      c.fillRect(edge, TOP + ROW * r + 1, width - edge - 8, ROW - 2);
    });
    c.save();
    c.beginPath(); c.rect(edge, 0, width - edge - 8, HEIGHT); c.clip();
    data.evidence.forEach((row, r) => {
      const columns = new Map();
      row.p_value.forEach((file, f) => file.forEach((p, i) => {
        if (p === null) return;
        const a = across(from[f][i * bin], width), b = across(to[f][Math.min(files[f].windows, (i + 1) * bin) - 1], width);
        if (b < edge || a > width) return;
        if (b - a >= 2) { c.fillStyle = tone(p, ink); c.fillRect(a, TOP + ROW * r + 1, b - a, ROW - 2); }
        else { const x = Math.floor(a); if (!(columns.get(x) <= p)) columns.set(x, p); }
      }));
      for (const [x, p] of columns) { c.fillStyle = tone(p, ink); c.fillRect(x, TOP + ROW * r + 1, 2, ROW - 2); }
    });
    c.restore();
    paintAxis(c, width, BOTTOM, BOTTOM, ink);
  }, true);
  zooms(node, {});
  node.addEventListener("pointermove", (event) => {
    const bounds = node.getBoundingClientRect(), u = unitAt(event.clientX - bounds.left, bounds.width), r = Math.floor((event.clientY - bounds.top - TOP) / ROW);
    const row = data.evidence[r];
    let found = null;
    if (row) row.p_value.forEach((file, f) => file.forEach((p, i) => {
      const w1 = Math.min(files[f].windows, (i + 1) * bin) - 1;
      if (u >= from[f][i * bin] && u <= to[f][w1]) found = { f, w0: i * bin, w1, p };
    }));
    if (found) showTip(KINDS[row.kind] + "\n" + fileName(found.f) + ", window " + whole(found.w0) + (found.w1 > found.w0 ? " to " + whole(found.w1) : "") + "\n" + (found.p === null ? "no evidence" : "strongest reading: " + oneIn(found.p)), event.clientX, event.clientY);
    else hideTip();
  });
  node.addEventListener("pointerleave", hideTip);
  const ramp = el("li", {}, "less", [0.1, 1e-3, 1e-6, 1e-9, 1e-12].map((p) => svg("svg", { class: "glyph ramp", viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("rect", { width: 16, height: 16, "data-p": p }))), "more unusual (1 in 10 to 1 in 10¹²)");
  chart(ramp, () => { for (const rect of ramp.querySelectorAll("rect")) rect.style.fill = tone(+rect.dataset.p, inks()); }, false);
  section(id, title, "Evidence",
    "The strongest evidence is of " + KINDS[strong[0].kind] + (strong[0].n ? ": rarer than one in a million in " + count(strong[0].n, bin === 1 ? "window" : "stretch of " + bin + " windows", bin === 1 ? "windows" : "stretches of " + bin + " windows") : "") + (strong[1] && strong[1].n ? ", followed by " + KINDS[strong[1].kind] + " (" + whole(strong[1].n) + ")" : "") + ".",
    el("p", { class: "how" }, "A row per kind of thing that flows are counted by, a column per " + (bin === 1 ? "window" : bin + " windows") + "; darker is more unusual. One small channel among hundreds is no alarm: a window alarms only where its readings together are beyond the line above."),
    zoomBar(), node, el("ul", { class: "legend" }, ramp),
    later("The same as a table", () => table("Evidence by kind of entity", [{ label: "kind" }, { label: bin === 1 ? "windows with any" : "stretches with any", n: 1 }, { label: "rarer than " + oneIn(rate), n: 1 }, { label: "rarer than 1 in 10⁶", n: 1 }, { label: "strongest", n: 1 }],
      data.evidence.map((row) => { const all = row.p_value.flat().filter((p) => p !== null); return [KINDS[row.kind], whole(all.length), whole(all.filter((p) => p < rate).length), whole(all.filter((p) => p < 1e-6).length), all.length ? oneIn(Math.min(...all)) : "none"]; }))));
}

/* ---- talkers ---- */
function talkers() {
  const id = "talkers", title = "Who talked most";
  const kinds = Object.keys(data.talkers).filter((kind) => data.talkers[kind].rows.length);
  if (!kinds.length) return section(id, title, "Talkers", "The profiles of the windows are not there any more, so no talker is known.");
  const LABELS = { source: "sources", destination: "destinations", service: "services" };
  const top = (kind) => data.talkers[kind] && data.talkers[kind].rows[0];
  const columns = [["address", 0], ["port", 1], ["windows", 2, 1], ["that alarm", 3, 1], ["flows", 4, 1], ["packets", 5, 1], ["bytes", 6, 1], ["most peers", 7, 1], ["most ports", 8, 1]];
  let kind = kinds[0], by = 4, down = true;
  const find = el("input", { type: "search", id: "find-talker", autocomplete: "off", spellcheck: "false", placeholder: "address or port", oninput: () => show() });
  const status = el("span", { class: "soft small", role: "status" });
  const head = el("tr"), body = el("tbody"), caption = el("caption");
  function show() {
    const rows = data.talkers[kind].rows, wanted = find.value.toLowerCase().trim();
    const visible = columns.filter(([, i]) => !(kind !== "service" && i === 1) && !(kind === "service" && i === 8));
    const found = rows.filter((row) => !wanted || (row[0] + " " + row[1]).toLowerCase().includes(wanted));
    found.sort((a, b) => (typeof a[by] === "number" ? a[by] - b[by] : String(a[by]).localeCompare(String(b[by]), LOCALE, { numeric: true })) * (down ? -1 : 1));
    const active = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.column : undefined;
    head.replaceChildren(...visible.map(([label, i, n]) => el("th", { scope: "col", class: n ? "n" : null, "aria-sort": i === by ? (down ? "descending" : "ascending") : null },
      el("button", { type: "button", "data-column": String(i), onclick: () => { down = i === by ? !down : i > 1; by = i; show(); } }, label + (i === by ? (down ? " ▼" : " ▲") : "")))));
    if (active !== undefined) { const again = head.querySelector('[data-column="' + active + '"]'); if (again) again.focus(); }
    const most = Math.max(...rows.map((row) => row[4]));
    body.replaceChildren(...found.map((row) => el("tr", {}, visible.map(([, i, n]) => i === 0 ? el("th", { scope: "row" }, short(row[0], 60)) : el("td", { class: n ? "n" : null },
      i === 4 ? svg("svg", { viewBox: "0 0 90 10", class: "LOW", "aria-hidden": "true" }, svg("rect", { class: "mark", x: 90 - 90 * row[4] / most, width: 90 * row[4] / most, height: 10, opacity: 0.45 })) : null, i === 4 ? " " : null, n ? whole(row[i]) : short(row[i], 30))))));
    caption.textContent = "The busiest " + LABELS[kind] + " of all windows";
    status.textContent = whole(found.length) + " of the " + whole(rows.length) + " busiest" + (data.talkers[kind].seen > rows.length ? " of " + whole(data.talkers[kind].seen) : "");
  }
  const radios = kinds.map((each) => { const radio = el("input", { type: "radio", name: "kind", value: each, onchange: () => { kind = each; if (by === 1 || by === 8) by = 4; show(); } }); radio.checked = each === kind; return el("label", {}, radio, LABELS[each]); });
  const s = top("source"), d = top("destination"), v = top("service");
  section(id, title, "Talkers",
    [s ? short(s[0], 60) + " opened the most connections, at least " + whole(s[4]) + " in " + count(s[2], "window") : "", d ? short(d[0], 60) + " received the most, at least " + whole(d[4]) : "", v ? "the busiest service is " + short(v[0], 60) + ":" + short(v[1], 10) : ""].filter(Boolean).join("; ") + ".",
    el("p", { class: "how" }, "Every window lists its busiest alone, so totals are what was counted at least. Press a column's name to sort by it."),
    el("div", { class: "bar" }, el("span", { role: "radiogroup", "aria-label": "Kind of talker", class: "bar" }, radios), el("label", { for: "find-talker" }, "Filter"), find, status),
    el("div", { class: "wide tall", role: "group", tabindex: "0", "aria-label": "Talkers" }, el("table", { id: "talker-table" }, caption, el("thead", {}, head), body)));
  show();
}

/* ---- fit and rows ---- */
const FITS = { none: "fits", shifted: "shifted", calmer: "calmer", unclear: "cannot tell", too_few: "too few windows" };
function fit() {
  const id = "fit", title = "Does the baseline fit?";
  const drift = data.manifest && data.manifest.drift;
  if (!drift || !drift.length) return section(id, title, "Fit", "The run judged no file against the baseline, so whether it fits is not known.");
  const tally = {};
  for (const file of drift) tally[file.verdict] = (tally[file.verdict] || 0) + 1;
  const rate = run.false_alarm_rate;
  section(id, title, "Fit",
    "Of " + count(drift.length, "file") + ", " + list(Object.entries(tally).map(([verdict, n]) => whole(n) + (n === 1 ? { none: " fits", shifted: " has shifted", calmer: " is calmer", unclear: " leaves it open", too_few: " has too few windows to tell" } : { none: " fit", shifted: " have shifted", calmer: " are calmer", unclear: " leave it open", too_few: " have too few windows to tell" })[verdict])) + ". The baseline has " + count(run.baseline_windows, "window") + (run.adaptive ? "; the detector also holds windows against those shortly before them." : "."),
    table("Fit of the baseline and drift, by file", [{ label: "file" }, { label: "verdict" }, { label: "windows", n: 1 }, { label: "alarm", n: 1 }, { label: "median of the others", n: 1 }, { label: "benign that would alarm", n: 1 }, { label: "what it means", text: 1 }],
      drift.map((file) => {
        const f = fileNumber.get(file.file);
        return [f === undefined ? short(file.file, 60) : fileName(f), FITS[file.verdict] || safe(file.verdict), whole(file.windows), whole(file.alarms), file.median_p_value === undefined ? "–" : figure(file.median_p_value), file.rate_now === undefined ? "–" : percent(file.rate_now) + " (asked " + percent(rate) + ")", safe(file.sentence)];
      })));
}
function rows() {
  const id = "rows", title = "What was read";
  const manifest = data.manifest;
  if (!manifest || !manifest.rows) return section(id, title, "Rows", "The run left no run.json, so what was read is not known.");
  const sum = manifest.rows, why = (rejected) => list(Object.entries(rejected).map(([reason, n]) => whole(n) + " " + safe(reason).replaceAll("_", " ")));
  const refused = Object.values(sum.rejected).reduce((a, b) => a + b, 0);
  section(id, title, "Rows",
    sum.read ? whole(sum.read) + " rows read: " + whole(sum.kept) + " kept" + (sum.partial ? ", " + whole(sum.partial) + " partial (counted in profiles alone)" : "") + ", " + whole(refused) + " rejected" + (refused ? " (" + why(sum.rejected) + ")" : "") + "." : "The run read no rows: it worked on what an earlier one had made.",
    manifest.inputs.length ? table("Rows by file: kept, partial, rejected", [{ label: "file" }, { label: "outcome" }, { label: "read", n: 1 }, { label: "share" }, { label: "kept", n: 1 }, { label: "partial", n: 1 }, { label: "rejected", n: 1 }, { label: "windows", n: 1 }, { label: "left over", n: 1 }, { label: "why rejected", text: 1 }],
      manifest.inputs.map((file) => {
        const r = file.rows, no = Object.values(r.rejected).reduce((a, b) => a + b, 0), part = r.partial || 0, k = (n) => r.read ? n / r.read * 90 : 0;
        return [short(file.file, 70), safe(file.outcome) + (file.message ? ": " + short(file.message, 300) : ""), whole(r.read),
          svg("svg", { class: "parts", viewBox: "0 0 90 10", role: "img", "aria-label": whole(r.kept) + " kept, " + whole(part) + " partial, " + whole(no) + " rejected" }, svg("rect", { class: "kept", width: k(r.kept), height: 10 }), svg("rect", { class: "partial", x: k(r.kept), width: part ? Math.max(1.5, k(part)) : 0, height: 10 }), svg("rect", { class: "rejected", x: k(r.kept + part), width: no ? Math.max(1.5, k(no)) : 0, height: 10 })),
          whole(r.kept), whole(part), whole(no), whole(file.windows), whole(file.left_over), no ? why(r.rejected) + (r.first_rejected ? "; first: " + Object.entries(r.first_rejected).map(([, it]) => "line " + whole(it.line) + ", " + short(it.what, 120)).join("; ") : "") : "–"];
      })) : null);
}

/* ---- labels ---- */
const JUDGES = { detector: "detector", incidents: "incidents", rule: "3-sigma rule", forest: "forest", decision: "rule and forest" };
function labels() {
  const evaluation = data.evaluation;
  if (!evaluation) return;
  const id = "labels", title = "Held against the labels";
  const judges = Object.keys(JUDGES).filter((name) => evaluation.judges[name] && evaluation.judges[name].overall);
  if (!judges.length) return section(id, title, "Labels", "Nothing could be held against the labels.");
  const main = evaluation.judges[judges[0]], o = main.overall;
  const est = (e) => !e || e.value === null ? "–" : percent(e.value) + (e.low === undefined ? "" : " (" + figure(100 * e.low) + " to " + figure(100 * e.high) + ")");
  const matrices = judges.map((name) => {
    const r = evaluation.judges[name].overall;
    const cell = (kind, n, what) => el("td", { class: kind }, el("b", {}, whole(n)), el("span", { class: "small" }, what));
    return el("table", { class: "matrix" }, el("caption", {}, JUDGES[name] + ": " + (name === "incidents" ? "attack phases and incidents" : "windows")), el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "labelled"), el("th", { scope: "col" }, "alarm"), el("th", { scope: "col" }, "none"))),
      el("tbody", {}, el("tr", {}, el("th", { scope: "row" }, "attack"), cell("right", r.found, "found"), cell("wrong", r.missed, "missed")), el("tr", {}, el("th", { scope: "row" }, "benign"), cell("wrong", r.false_alarms, "false alarms"), r.quiet === undefined ? el("td", {}, "–") : cell("right", r.quiet, "quiet"))));
  });
  section(id, title, "Labels",
    "The " + JUDGES[judges[0]] + " found " + whole(o.found) + " of " + count(o.found + o.missed, "attacked window") + ": recall " + est(o.recall) + ", precision " + est(o.precision) + "; " + count(o.false_alarms, "false alarm") + (o.quiet === undefined ? "" : " in " + count(o.false_alarms + o.quiet, "benign window")) + ".",
    el("p", { class: "how" }, "A window is attacked from a share of " + percent(evaluation.min_attack_share) + " of attack flows on. In brackets, the interval of " + percent(evaluation.confidence_level) + "."),
    el("div", { class: "judges" }, matrices),
    el("div", { class: "cols" },
      el("div", {}, el("h3", {}, "Precision against recall"), precisionRecall(evaluation, judges)),
      el("div", {}, el("h3", {}, "Recall by attack"), recalls(main.by_attack.map((a) => [a.attack, a]), JUDGES[judges[0]]), main.by_attack_share && main.by_attack_share.length ? [el("h3", {}, "Recall by share of attack flows in a window"), recalls(main.by_attack_share.map((s) => [percent(s.from) + " to " + percent(s.to), s]), JUDGES[judges[0]])] : null)),
    table("All judges", [{ label: "judge" }, { label: "precision", n: 1 }, { label: "recall", n: 1 }, { label: "F1", n: 1 }, { label: "false-alarm rate", n: 1 }, { label: "ROC area", n: 1 }, { label: "PR area", n: 1 }, { label: "attack phases found", n: 1 }],
      judges.map((name) => { const r = evaluation.judges[name].overall; return [JUDGES[name], est(r.precision), est(r.recall), est(r.f1), est(r.false_alarm_rate), est(r.roc_area), est(r.pr_area), r.phases === undefined ? "–" : whole(r.phases_found) + " of " + whole(r.phases)]; })));
}
function precisionRecall(evaluation, judges) {
  const W = 440, H = 300, x = (v) => 44 + v * (W - 70), y = (v) => H - 40 - v * (H - 60);
  const picture = svg("svg", { class: "plot", viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": "Precision and recall of each judge; the table says the same" });
  for (const v of [0, 0.25, 0.5, 0.75, 1]) {
    picture.append(svg("line", { class: "rule", x1: x(0), x2: x(1), y1: y(v), y2: y(v) }), svg("text", { x: x(0) - 6, y: y(v) + 4, "text-anchor": "end" }, percent(v)), svg("line", { class: "rule", x1: x(v), x2: x(v), y1: y(0), y2: y(1) }), svg("text", { x: x(v), y: y(0) + 16, "text-anchor": "middle" }, percent(v)));
  }
  picture.append(svg("text", { x: x(0.5), y: H - 6, "text-anchor": "middle" }, "recall: attacked windows found"), svg("text", { x: 6, y: 12 }, "precision: alarms that are right"));
  const taken = [];
  for (const name of [...judges].reverse()) {
    const r = evaluation.judges[name].overall;
    if (r.precision.value === null || r.recall.value === null) continue;
    const px = x(r.recall.value), py = y(r.precision.value), other = name === judges[0] ? "" : " other";
    if (r.recall.low !== undefined) picture.append(svg("line", { class: "range" + other, x1: x(r.recall.low), x2: x(r.recall.high), y1: py, y2: py }));
    if (r.precision.low !== undefined) picture.append(svg("line", { class: "range" + other, x1: px, x2: px, y1: y(r.precision.low), y2: y(r.precision.high) }));
    picture.append(svg("circle", { class: other ? "other" : "dot", cx: px, cy: py, r: 5 }));
    const end = px > W * 0.6;
    let ty = py + 18;
    while (taken.some((it) => Math.abs(it[1] - ty) < 14 && Math.abs(it[0] - px) < 130)) ty += 14;
    taken.push([px, ty]);
    picture.append(svg("text", { class: "name", x: end ? px - 8 : px + 8, y: ty, "text-anchor": end ? "end" : "start" }, JUDGES[name]));
  }
  return el("div", {}, picture);
}
function recalls(entries, judge) {
  const W = 520, H = 26 * entries.length + 24, x = (v) => 190 + v * 240;
  const picture = svg("svg", { class: "plot", viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": "Recall of the " + judge + ": " + entries.map(([name, r]) => safe(name) + " " + whole(r.found) + " of " + whole(r.of)).join(", ") });
  for (const v of [0, 0.5, 1]) picture.append(svg("line", { class: "rule", x1: x(v), x2: x(v), y1: 2, y2: H - 20 }), svg("text", { x: x(v), y: H - 6, "text-anchor": "middle" }, percent(v)));
  entries.forEach(([name, r], i) => {
    const y = 14 + 26 * i;
    picture.append(svg("text", { class: "name", x: 180, y: y + 4, "text-anchor": "end" }, short(name, 26)));
    if (r.recall.low !== undefined) picture.append(svg("line", { class: "range", x1: x(r.recall.low), x2: x(r.recall.high), y1: y, y2: y }));
    if (r.recall.value !== null) picture.append(svg("circle", { class: "dot", cx: x(r.recall.value), cy: y, r: 5 }));
    picture.append(svg("text", { x: 442, y: y + 4 }, whole(r.found) + " of " + whole(r.of)));
  });
  return el("div", {}, picture);
}

/* ---- the run itself ---- */
function manifest() {
  const id = "run", title = "The run";
  const m = data.manifest;
  if (!m) return section(id, title, "Run", "The run left no run.json.", el("p", {}, "Made by LogSentinel " + safe(run.version) + "."));
  const options = Object.entries(m.options || {}), given = options.filter(([, o]) => o.from !== "default");
  const optionRows = (some) => some.map(([name, o]) => [el("code", {}, "--" + safe(name)), short(o.value, 200) || "–", safe(o.from)]);
  const heads = [{ label: "option" }, { label: "value", text: 1 }, { label: "from" }];
  const facts = [["version", "LogSentinel " + safe(m.version)], ["window size", whole(run.window_size) + " flows"], ["baseline", count(m.baseline_windows, "window")], ["asked false-alarm rate", oneIn(run.false_alarm_rate) + " benign windows"], ["monitored", count(m.monitored_windows, "window") + ", " + whole(m.judged_windows) + " of them judged by the detector"],
    ["alerts of the 3-sigma rule", byGrade(Object.fromEntries(Object.entries(m.alerts_by_severity || {}).map(([k, v]) => [k.toUpperCase(), v]))) || "none"], ["labels", list(Object.entries(m.labels || {}).map(([kind, it]) => whole(it.labels.reduce((sum, l) => sum + l.flows, 0) + it.flows_of_further_labels) + " flows " + kind))],
    ["time", list(Object.entries(m.milliseconds || {}).map(([stage, ms]) => safe(stage) + " " + whole(ms) + " ms"))]];
  if (m.error) facts.unshift(["error", safe(m.error)]);
  section(id, title, "Run",
    given.length ? count(given.length, "option was", "options were") + " given: " + list(given.map(([name]) => "--" + safe(name))) + "; all others had their defaults." : "All options had their defaults.",
    el("dl", { class: "facts" }, facts.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
    given.length ? table("Options that were given", heads, optionRows(given)) : null,
    later("All options", () => table("All options", heads, optionRows(options))));
}

header();
put(document.getElementById("foot"), ["Made by LogSentinel " + safe(run.version) + " from the artifacts of the run. This file asks for nothing over the network; its figures stand as JSON in it."]);
addEventListener("beforeprint", () => { printing = true; openAll(); for (const it of charts) it.dirty = true; drawAll(true); });
addEventListener("afterprint", () => { printing = false; restoreAll(); refresh(); });
addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });
addEventListener("scroll", hideTip, { passive: true });
/* One after the other, so that the first is seen while the last is still made. */
const sections = [timeline, scores, cards, metrics, evidence, talkers, fit, rows, labels, manifest];
(function next() {
  const make = sections.shift();
  if (make) { make(); setTimeout(next, 0); return; }
  sayView();
  drawAll(true);
  document.documentElement.dataset.ready = "yes";
})();
})();
