/* ---- entity kind x window ---- */
const KINDS = { source: "sources", destination: "destinations", pair: "pairs", port: "ports", client: "clients", service: "services", shape: "shapes", window: "window" };
function evidence() {
  const id = "evidence", title = "Where the evidence was";
  const cells = data.evidence.some((row) => row.p_value.some((file) => file.some((p) => p !== null)));
  if (!cells) return section(id, title, "Evidence", run.note || "No window gave any evidence against what is usual.");
  const rate = run.false_alarm_rate, bin = run.windows_per_bin;
  const beyond = LEAST ? Math.min(LEAST, rate) : rate;
  const strong = data.evidence.map((row) => ({ kind: row.kind, n: row.p_value.flat().filter((p) => p !== null && p < beyond).length, best: Math.min(...row.p_value.flat().filter((p) => p !== null), 1) })).sort((a, b) => b.n - a.n || a.best - b.best);
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
    if (found) showTip(KINDS[row.kind] + "\n" + fileName(found.f) + ", window " + whole(numberOf(found.f, found.w0)) + (found.w1 > found.w0 ? " to " + whole(numberOf(found.f, found.w1)) : "") + "\n" + (found.p === null ? "no evidence" : "strongest reading: " + rare(found.p)), event.clientX, event.clientY);
    else hideTip();
  });
  node.addEventListener("pointerleave", hideTip);
  const ramp = el("li", {}, "less", [0.1, 1e-3, 1e-6, 1e-9, 1e-12].map((p) => svg("svg", { class: "glyph ramp", viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("rect", { width: 16, height: 16, "data-p": p }))), "more unusual (1 in 10 to 1 in 10¹²)");
  chart(ramp, () => { for (const rect of ramp.querySelectorAll("rect")) rect.style.fill = tone(+rect.dataset.p, inks()); }, false);
  section(id, title, "Evidence",
    "The strongest evidence is of " + KINDS[strong[0].kind] + (strong[0].n ? ": rarer than " + oneIn(beyond) + " in " + count(strong[0].n, bin === 1 ? "window" : "stretch of " + bin + " windows", bin === 1 ? "windows" : "stretches of " + bin + " windows") : "") + (strong[1] && strong[1].n ? ", followed by " + KINDS[strong[1].kind] + " (" + whole(strong[1].n) + ")" : "") + ".",
    el("p", { class: "how" }, "A row per kind of thing that flows are counted by, a column per " + (bin === 1 ? "window" : bin + " windows") + "; darker is more unusual. One small channel among hundreds is no alarm: a window alarms only where its readings together are beyond the line above."),
    zoomBar(), node, el("ul", { class: "legend" }, ramp),
    later("The same as a table", () => table("Evidence by kind of entity", [{ label: "kind" }, { label: bin === 1 ? "windows with any" : "stretches with any", n: 1 }, { label: "rarer than " + oneIn(rate), n: 1 }, { label: "rarer than " + oneIn(beyond), n: 1 }, { label: "strongest", n: 1 }],
      data.evidence.map((row) => { const all = row.p_value.flat().filter((p) => p !== null); return [KINDS[row.kind], whole(all.length), whole(all.filter((p) => p < rate).length), whole(all.filter((p) => p < beyond).length), all.length ? rare(Math.min(...all)) : "none"]; }))));
}
