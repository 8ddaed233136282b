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
    marks.push({ i, group, bar, mark, at: at[i], off: false });
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
    el("ul", { class: "legend" }, GRADES.map((g) => el("li", { class: g }, glyph(g), g.toLowerCase())), axis ? el("li", {}, "blue: the file has windows there") : el("li", {}, "from left to right: windows by their number, file after file")));
}
function incidentWords(incident) {
  return grade(incident.severity).toLowerCase() + " · " + safe(incident.likely_pattern) + "\n" + short(incident.reason, 260) + (incident.first_time ? "\n" + fromTo(first(incident), last(incident)) : "");
}
