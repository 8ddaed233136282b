const run = data.run, files = data.files, incidents = data.incidents;
const GRADES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"];
const PAGE = 50;

/* ---- words and numbers ---- */
const LOCALE = "en-US";
const grouped = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const ODD = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;

/* Text from flows: what would steer or reorder it is shown as \uXXXX. */
function safe(text) {
  return String(text).replace(ODD, (odd) =>
    Array.from({ length: odd.length }, (_, i) => "\\u" + odd.charCodeAt(i).toString(16).padStart(4, "0")).join(""));
}
function short(text, most) {
  const points = Array.from(safe(text));
  return points.length <= most ? points.join("") : points.slice(0, Math.ceil(most * 0.6)).join("") + "…" + points.slice(points.length - Math.floor(most * 0.35)).join("");
}
function whole(x) { return x === null || x === undefined ? "–" : grouped.format(x); }
function figure(x) {
  if (x === null || x === undefined) return "–";
  const size = Math.abs(x);
  if (size >= 1e15) return x.toExponential(2);
  if (size >= 1000) return grouped.format(x);
  if (size > 0 && size < 0.001) return x.toExponential(1);
  return new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 }).format(x);
}
function percent(x) { return x === null || x === undefined ? "–" : new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 }).format(100 * x) + " %"; }
function count(n, one, many) { return whole(n) + " " + (n === 1 ? one : many || one + "s"); }
function list(parts) { return parts.length < 2 ? parts.join("") : parts.slice(0, -1).join(", ") + " and " + parts[parts.length - 1]; }
const SHAPES = Object.fromEntries(GRADES.map((severity) => [severity, new Path2D(glyphPath(severity, 0, 0, 5.5))]));
const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
function oneIn(p) {
  if (p === null || p === undefined) return "not known";
  if (p > 0.5) return "usual";
  const n = 1 / p;
  if (n < 1e6) return "1 in " + whole(n < 10 ? Math.round(n * 10) / 10 : Math.round(n));
  return "1 in 10" + String(Math.round(Math.log10(n))).split("").map((d) => SUPERSCRIPT[+d]).join("");
}
/* Beyond what the baseline's windows can show, a chance is no count: it is where their tail leads. */
const LEAST = run.least_counted_rate || 0;
function rare(p) { return p !== null && p !== undefined && p < LEAST ? "rarer than 1 in " + whole(Math.round(1 / LEAST)) : oneIn(p); }
/* One digit, rounded down, as the incident's block and `explain` have it. */
function rarity(p) {
  const once = Math.floor(Math.min(1 / Math.max(p, LEAST), 1e15));
  if (once < 2) return "benign windows often look like this";
  const unit = 10 ** (String(once).length - 1);
  return "a benign window looks like this less than once in " + whole(Math.floor(once / unit) * unit) + " windows";
}
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function two(n) { return String(n).padStart(2, "0"); }
function day(t) { const d = new Date(t); return DAYS[d.getUTCDay()] + " " + d.getUTCDate() + " " + MONTHS[d.getUTCMonth()]; }
function clock(t, seconds) { const d = new Date(t); return two(d.getUTCHours()) + ":" + two(d.getUTCMinutes()) + (seconds ? ":" + two(d.getUTCSeconds()) : ""); }
function fromTo(a, b) {
  const zone = run.zoned ? " UTC" : "";
  const year = (t) => " " + new Date(t).getUTCFullYear();
  return day(a) === day(b) && year(a) === year(b)
    ? day(a) + year(a) + ", " + clock(a) + (clock(a) === clock(b) ? "" : " to " + clock(b)) + zone
    : day(a) + year(a) + ", " + clock(a) + " to " + day(b) + year(b) + ", " + clock(b) + zone;
}
function lasting(ms) {
  const s = Math.round(ms / 1000);
  if (s < 60) return s + " s";
  const m = Math.round(s / 60);
  if (m < 60) return m + " min";
  const h = Math.floor(m / 60);
  return h < 48 ? h + " h" + (m % 60 ? " " + (m % 60) + " min" : "") : whole(Math.round(h / 24)) + " days";
}
function grade(severity) { return GRADES.includes(severity) ? severity : "LOW"; }
function byGrade(counts) {
  return list(GRADES.filter((g) => counts[g]).map((g) => whole(counts[g]) + " " + g.toLowerCase()));
}
/* A metric or channel in words. */
const WORDS = {
  total_flows: "flows", total_bytes: "bytes", total_packets: "packets", unique_source_ips: "source addresses",
  unique_destination_ips: "destination addresses", unique_destination_ports: "destination ports",
  avg_flow_bytes_per_sec: "bytes per second of a flow", avg_flow_packets_per_sec: "packets per second of a flow", avg_packets_per_flow: "packets per flow",
  log_bytes: "size of a flow (log2 of bytes)", log_duration: "duration of a flow (log2 of µs)", top_pair_log_bytes: "bytes of the busiest pair (log2)",
  unanswered_share: "share of unanswered flows", small_share: "share of flows of at most 3 packets", tcp_share: "share of TCP flows", shapes: "flow shapes",
  sources: "sources", destinations: "destinations", ports: "ports", pairs: "pairs of addresses", services: "services",
  top_source_share: "share of the busiest source", top_destination_share: "share of the busiest destination", top_service_share: "share of the busiest service"
};
function words(name) { return WORDS[name] || safe(name).replaceAll("_", " "); }
const MEASURES = { flows: "connections", peers: "peers", ports: "ports", new: "new ones", "new ports": "ports never used before" };
function channel(evidence) {
  const match = /^(\w+) (new ports|new|flows|peers|ports)(, \w+)?$/.exec(evidence.channel);
  if (!match) return words(evidence.channel);
  if (match[2] === "new") return "new " + (match[1] === "shape" ? "flow shapes" : match[1] + "s");
  return MEASURES[match[2]] + (evidence.entity ? " of " + short(evidence.entity, 80) : "");
}
