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
    if (LEAST && Math.min(up(LEAST), line) > TOP + 40) {
      c.fillStyle = ink.soft;
      c.fillText("beyond 1 in " + whole(Math.round(1 / LEAST)) + ": extrapolated", width - 10, Math.min(up(LEAST), line) - 6);
    }
    if (cursor) {
      const x = across((from[cursor.f][cursor.w] + to[cursor.f][cursor.w]) / 2, width), y = up(files[cursor.f].p_value[cursor.w]);
      c.strokeStyle = ink.accent;
      c.lineWidth = 2.5;
      c.beginPath(); c.arc(x, y, 10, 0, 7); c.stroke();
    }
  }, true);
  function wordsOf(f, w) {
    const p = files[f].p_value[w], alarm = severities[f].get(w), i = incidentOf[f].get(w);
    return fileName(f) + ", window " + whole(numberOf(f, w)) + (files[f].first ? "\n" + fromTo(files[f].first[w], files[f].last[w]) : "")
      + "\n" + (p === null ? "score not known" : "a benign window is as unusual: " + rare(p) + (p < LEAST ? ", by the tail " + oneIn(p) : "")) + (alarm ? "\n" + alarm[0].toLowerCase() + ": " + safe(alarm[1]) : "\nno alarm") + (i === undefined ? "" : "\nof incident " + safe(incidents[i].id));
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
  files.forEach((file, f) => { for (const w of severities[f].keys()) rows.push([f, w]); });
  rows.sort((a, b) => files[b[0]].score[b[1]] - files[a[0]].score[a[1]]);
  const expected = scored * rate;
  section(id, title, "Scores",
    whole(alarms) + " of " + count(total, "window") + (alarms === 1 ? " lies" : " lie") + " above the alarm line; if all traffic were benign, about " + figure(expected) + " would. The most unusual is window " + whole(numberOf(best.f, best.w)) + " of " + fileName(best.f) + ".",
    run.note ? el("p", { class: "say" }, run.note) : null,
    el("p", { class: "how" }, "The higher, the rarer among benign windows: a step of the axis is a factor of ten or a hundred" + (LEAST ? "; beyond 1 in " + whole(Math.round(1 / LEAST)) + ", which is all that the baseline's windows can show, it is where their tail leads" : "") + ". Small bars are quiet windows, marks are windows that alarm. The chart shows the same stretch as the timeline."),
    zoomBar(), node,
    el("ul", { class: "legend" }, GRADES.map((g) => el("li", { class: g }, glyph(g), g.toLowerCase())), el("li", {}, "– no alarm"), el("li", {}, "- - the alarm line")),
    !rows.length ? null : later("The most unusual windows as a table", () => table("Windows that alarm, the most unusual first" + (rows.length > 200 ? " (200 of " + whole(rows.length) + ")" : ""),
      [{ label: "file" }, { label: "window", n: 1 }, { label: "from, to" }, { label: "severity" }, { label: "pattern" }, { label: "among benign", n: 1 }, { label: "score", n: 1 }],
      rows.slice(0, 200).map(([f, w]) => [fileName(f), whole(numberOf(f, w)), files[f].first ? fromTo(files[f].first[w], files[f].last[w]) : "no times", severityWord(severities[f].get(w)[0]), safe(severities[f].get(w)[1]), rare(files[f].p_value[w]), figure(files[f].score[w])]))));
}
