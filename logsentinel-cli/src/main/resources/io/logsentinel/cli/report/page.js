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
  let u0 = 1, u1 = 0;
  for (const window of incident.windows) {
    const w = placeOf(f, window);
    if (w < files[f].windows) { u0 = Math.min(u0, from[f][w]); u1 = Math.max(u1, to[f][w]); }
  }
  return u0 <= u1 ? [u0, u1] : null;
}
const order = incidents.map((_, i) => i).sort((a, b) => rank(incidents[a]) - rank(incidents[b]) || (first(incidents[a]) || 0) - (first(incidents[b]) || 0) || a - b);
function rank(incident) { return GRADES.indexOf(grade(incident.severity)); }

function header() {
  const rows = data.manifest && data.manifest.rows;
  const verdict = incidents.length
    ? count(incidents.length, "incident") + " in " + count(total, "window") + " of " + count(files.length, "file") + ": " + byGrade(counts)
    : total === 0 ? "No window was monitored" : "No incident in " + count(total, "window") + " of " + count(files.length, "file");
  const about = [run.name ? "run " + safe(run.name) : "", total === 0 ? "" : span ? fromTo(span[0], span[1]) + (run.zoned ? "" : ", in the time of the flows") : "the flows have no times"];
  put(document.getElementById("top"), [
    el("p", { class: "verdict" }, verdict), el("p", { class: "soft" }, about.filter(Boolean).join(" · ")),
    run.failures.length ? el("ul", { class: "failures" }, run.failures.slice(0, 5).map((it) => el("li", {}, short(it, 400))), run.failures.length > 5 ? el("li", {}, "and " + whole(run.failures.length - 5) + " more, see what was read") : null) : null,
    el("ul", { class: "tiles" },
      tile(whole(incidents.length), incidents.length === 1 ? "incident" : "incidents"), tile(whole(alarms), alarms === 1 ? "window that alarms" : "windows that alarm"), tile(whole(total), "windows of " + whole(run.window_size) + " flows"),
      rows ? tile(whole(rows.read), "rows read") : null,
      rows ? tile(whole(Object.values(rows.rejected).reduce((a, b) => a + b, 0)), "rows rejected") : null,
      tile(whole(run.baseline_windows), "windows in the baseline"))]);
  document.title = "LogSentinel: " + verdict;
}
function tile(value, label) { return el("li", {}, el("b", {}, value), el("span", { class: "soft small" }, label)); }

/* A part that is made when it is opened. */
function later(title, make) {
  const node = el("details", { class: "screen" }, el("summary", {}, title));
  node.addEventListener("toggle", () => { if (node.open && node.children.length === 1) node.append(el("div", { class: "body" }, make())); });
  return node;
}
