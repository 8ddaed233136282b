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
/* Of a file that trained in part only some windows were monitored: what is drawn goes by place, what is said by number. */
const places = files.map((file) => file.numbers && new Map(file.numbers.map((number, place) => [number, place])));
function placeOf(f, number) { return places[f] ? places[f].get(number) : number; }
function numberOf(f, place) { return files[f].numbers ? files[f].numbers[place] : place; }
const severities = files.map((file, f) => new Map(file.detections.map(([window, severity, pattern]) => [placeOf(f, window), [grade(severity), pattern]])));
const incidentOf = files.map(() => new Map());
incidents.forEach((incident, i) => {
  const f = fileNumber.get(incident.file);
  if (f !== undefined) for (const window of incident.windows) incidentOf[f].set(placeOf(f, window), i);
});

const view = { a: 0, b: 1 };
const NARROWEST = Math.max(1e-6, Math.min(0.02, 4 / Math.max(1, total)));
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
  let width = Math.max(NARROWEST, Math.min(1, b - a));
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
        if (u >= view.a && u <= view.b) out.push({ u, label: whole(numberOf(f, w)), day: w === 0 ? short(laneName(f), 18) : "" });
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
