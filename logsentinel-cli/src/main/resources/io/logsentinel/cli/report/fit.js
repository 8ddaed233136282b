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
          whole(r.kept), whole(part), whole(no), whole(file.windows), whole(file.left_over), no ? why(r.rejected) + (r.first_rejected ? "; first: " + Object.entries(r.first_rejected).map(([, it]) => "line " + whole(it.line) + (it.what ? ", " + short(it.what, 120) : "")).join("; ") : "") : "–"];
      })) : null);
}
