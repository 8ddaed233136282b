/* ---- since an earlier run ---- */
const states = new Map();
if (data.against) {
  for (const id of data.against.new) states.set(id, "new");
  for (const it of data.against.ongoing) states.set(it.id, "ongoing");
}
function since() {
  const it = data.against;
  if (!it) return;
  const heads = [{ label: "severity" }, { label: "pattern" }, { label: "what", text: 1 }, { label: "id", n: 1 }];
  const row = (incident) => [severityWord(grade(incident.severity)), safe(incident.likely_pattern), short(incident.reason, 400), safe(incident.id)];
  section("against", "Since the earlier run", "Since",
    count(it.new.length, "incident is", "incidents are") + " new since run " + safe(it.run) + ", " + whole(it.ongoing.length) + (it.ongoing.length === 1 ? " goes on" : " go on") + " and " + whole(it.gone.length) + (it.gone.length === 1 ? " is" : " are") + " gone." + (it.settings_equal ? "" : " The detector was set otherwise in the two runs: what is new or gone may be so for that."),
    el("p", { class: "how" }, "The cards below say of each incident whether it is new or goes on."),
    it.gone.length ? table("Gone: in the earlier run only", heads, it.gone.map(row)) : null,
    it.ongoing.length ? later("What the ongoing ones were before", () => table("Ongoing: as they were in the earlier run", heads, it.ongoing.flatMap((each) => each.before.map(row)))) : null);
}
