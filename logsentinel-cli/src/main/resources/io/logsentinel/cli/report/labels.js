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
      el("div", {}, el("h3", {}, "Precision against recall"), precisionRecall(evaluation, judges), el("p", { class: "how" }, "A dot is a judge as it alarms; a line, where its alarm line could lie: further right more is found, further up fewer alarms are false.")),
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
  for (const name of [...judges].reverse()) {
    const points = evaluation.judges[name].pr_curve || [];
    if (points.length > 1) picture.append(svg("path", { class: "curve" + (name === judges[0] ? "" : " other"), d: points.map(([r, p], i) => (i ? "L" : "M") + x(r).toFixed(1) + " " + y(p).toFixed(1)).join("") }));
  }
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
