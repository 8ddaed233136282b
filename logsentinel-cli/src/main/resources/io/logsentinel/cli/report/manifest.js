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
