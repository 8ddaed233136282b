/* ---- cards ---- */
let openCard = () => {};
function cards() {
  const id = "incidents", title = "Incident by incident";
  if (!incidents.length) return section(id, title, "Incidents", run.note || "There is no incident to look at.");
  const made = new Map(), holder = el("div", { id: "cards" });
  const status = el("span", { class: "soft small", role: "status" });
  const more = el("button", { type: "button", onclick: () => { limit += PAGE; show(); } });
  const texts = incidents.map((incident) => [incident.likely_pattern, incident.reason, incident.file, incident.id, incident.severity, incident.decision, states.get(incident.id) || "", (incident.entities || []).map((e) => e.address + " " + e.role).join(" "), (incident.ports || []).join(" "),
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
    const wanted = shown.slice(0, limit).map(card);
    if (wanted.length !== holder.children.length || wanted.some((node, n) => holder.children[n] !== node)) holder.replaceChildren(...wanted);
    status.textContent = shown.length === incidents.length && limit >= shown.length ? count(incidents.length, "incident") : whole(Math.min(limit, shown.length)) + " of " + count(shown.length, "incident") + " shown" + (shown.length < incidents.length ? ", " + whole(incidents.length) + " in all" : "");
    more.hidden = shown.length <= limit;
    more.textContent = more.hidden ? "" : "Show " + whole(Math.min(PAGE, shown.length - limit)) + " more";
    const on = new Set(shown);
    for (const mark of marks) {
      const off = !on.has(mark.i);
      if (off !== mark.off) { mark.off = off; mark.group.classList.toggle("off", off); }
    }
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
  const ends = incident.likely_pattern.startsWith("Bot") ? [victims, attackers] : [attackers, victims]; // an infected host calls the one that steers it
  if (attackers.length && victims.length) return some(ends[0]) + " → " + some(ends[1]);
  const all = (incident.entities || []).map((e) => short(e.address, 45));
  return all.length ? some(attackers.length ? attackers : victims.length ? victims : all) : "nobody named";
}
function makeCard(i) {
  const incident = incidents[i], severity = grade(incident.severity);
  const when = incident.first_time ? fromTo(first(incident), last(incident)) + " · " + lasting(last(incident) - first(incident)) : "no times";
  const node = el("details", { class: "incident " + severity, id: "incident-" + i },
    el("summary", {}, severityWord(severity), el("b", {}, safe(incident.likely_pattern), states.has(incident.id) ? [" ", el("span", { class: "state" }, states.get(incident.id))] : null), el("span", {}, who(incident)),
      el("span", { class: "soft small num" }, when)));
  node.addEventListener("toggle", () => { if (node.open) fill(i, node); });
  return node;
}
function reach(low, high) { return figure(low) === figure(high) ? figure(low) : low > 0 ? figure(low) + " to " + figure(high) : "up to " + figure(high); }
/* What is counted is whole, its usual range too. */
function against(evidence, tone, isCount) {
  const seen = evidence.observed, low = evidence.typical_low, high = isCount ? Math.floor(evidence.typical_high) : evidence.typical_high;
  const base = Math.min(0, seen, low), end = Math.max(seen, high, base + 1e-9), x = (v) => (v - base) / (end - base) * 400;
  const usual = high === 0 && low === 0 ? "usual: none" : "usual: " + reach(low, high);
  return el("li", {}, el("b", { class: "num" }, figure(seen)), " " + channel(evidence) + " ", el("span", { class: "soft" }, "(" + usual + ")"),
    svg("svg", { class: tone, viewBox: "0 0 400 14", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("rect", { class: "track", x: 0, y: 0, width: 400, height: 14 }),
      svg("rect", { class: "usual", x: x(low), y: 0, width: Math.max(2.5, x(high) - x(low)), height: 14, opacity: 0.5 }),
      svg("rect", { class: "seen", x: x(base), y: 4, width: Math.max(2.5, x(seen) - x(base)), height: 6 })));
}
const PROTOCOLS = { 1: "ICMP", 6: "TCP", 17: "UDP", 58: "ICMPv6" };
function keptFlows(kept) {
  const all = [...kept.first, ...kept.last];
  if (!all.length) return el("p", { class: "soft" }, "Between these addresses there is no whole flow: partial ones, such as probes that nobody answered, are not among the cleaned flows.");
  const end = (address, port) => short(address, 60) + (port === null ? "" : ":" + whole(port).replace(/\D/g, ""));
  const timed = all.every((flow) => flow.time !== undefined);
  const caption = all.length < kept.in_all ? "First " + kept.first.length + " and last " + kept.last.length + " of its " + whole(kept.in_all) + " whole flows" : "Its whole flows";
  return table(caption, [{ label: timed ? "when" : "window" }, { label: "from" }, { label: "to" }, { label: "protocol" }, { label: "packets", n: 1 }, { label: "bytes", n: 1 }, { label: "seconds", n: 1 }],
    all.map((flow) => [timed ? clock(flow.time, true) : whole(flow.window), end(flow.source, flow.source_port), end(flow.destination, flow.destination_port), PROTOCOLS[flow.protocol] || figure(flow.protocol), whole(flow.packets), whole(flow.bytes), figure(flow.microseconds / 1e6)]));
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
    ["confidence", percent(incident.confidence) + " that it is an attack" + (techniques.length ? ", and rightly named" : "")],
    ["how often", rarity(incident.p_value)],
    ["second model", incident.decision === "CONFIRMED ANOMALY" ? "agrees (isolation forest)" : incident.decision === "SUSPICIOUS" ? "does not confirm it (isolation forest)" : safe(incident.decision)],
    ["id", safe(incident.id)]
  ];
  if (incident.patterns && incident.patterns.length > 1) facts.splice(4, 0, ["also looks like", list(incident.patterns.slice(1).map((it) => safe(it.pattern) + " (" + count(it.windows, "window") + ")"))]);
  const roles = { ATTACKER: "attacker", VICTIM: "victim" };
  node.append(el("div", { class: "body" },
    el("p", { class: "reason" }, short(incident.reason, 1200)),
    el("p", { class: "next" }, el("b", {}, "Next: "), safe(incident.next_step)),
    el("div", { class: "cols" },
      el("div", {}, el("h3", {}, "Observed against usual" + inAll("evidence")),
        incident.evidence && incident.evidence.length ? el("ul", { class: "against" }, incident.evidence.map((e) => against(e, severity, true))) : el("p", {}, "No single channel stands out."),
        incident.metrics && incident.metrics.length ? [el("h3", {}, "The window as a whole" + inAll("metrics")), el("ul", { class: "against" }, incident.metrics.map((e) => against(e, severity, false)))] : null),
      el("div", {}, el("h3", {}, "Who"),
        el("ul", { class: "chips" }, (incident.entities || []).map((e) => el("li", {}, el("b", {}, short(e.address, 90)), " " + (roles[e.role] || safe(e.role).toLowerCase()))), incident.more_entities || incident.entities_in_all ? el("li", {}, "and " + whole((incident.more_entities || 0) + (incident.entities_in_all || incident.entities.length) - incident.entities.length) + " more") : null),
        el("h3", {}, "Facts"), el("dl", { class: "facts" }, facts.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
        el("h3", {}, "MITRE ATT&CK candidates"), techniques.length ? el("ul", { class: "chips" }, techniques) : el("p", { class: "soft" }, "None: the pattern is no attack by name."))),
    incident.top_talkers && incident.top_talkers.length ? table("Busiest in these windows" + (incident.top_talkers_in_all ? ", " + incident.top_talkers.length + " of " + incident.top_talkers_in_all : ""),
      [{ label: "entity" }, { label: "windows", n: 1 }, { label: "flows", n: 1 }, { label: "packets", n: 1 }, { label: "bytes", n: 1 }, { label: "peers", n: 1 }, { label: "ports", n: 1 }],
      incident.top_talkers.map((t) => [short(t.entity, 90), whole(t.windows), whole(t.flows), whole(t.packets), whole(t.bytes), t.most_peers ? whole(t.most_peers) : "–", t.most_ports ? whole(t.most_ports) : "–"])) : null,
    incident.kept_flows ? keptFlows(incident.kept_flows) : null,
    el("h3", {}, incident.explain ? "What explain says of its most unusual window" : "Behind it"),
    incident.explanation ? el("pre", {}, incident.explanation) : el("p", { class: "soft" }, incident.explain ? "Kept of the " + whole(data.incidents.filter((it) => it.explanation).length) + " most severe incidents alone; of this one the command shows it:" : "A run of follow keeps no windows to explain: what stood out in each is in its detections.json."),
    incident.explanation || !incident.explain ? null : el("pre", {}, incident.explain)));
}
