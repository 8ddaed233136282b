/* ---- a band per metric ---- */
function metrics() {
  const id = "metrics", title = "Every metric against its usual range";
  if (!total || !data.metrics.some((m) => m.files.some((f) => f.min.some((v) => v !== null)))) return section(id, title, "Metrics", "The windows of the run are not there any more, so no metric can be drawn.");
  const bin = run.windows_per_bin, unit = bin === 1 ? "window" : "stretch of " + bin + " windows", units = bin === 1 ? "windows" : "stretches of " + bin + " windows";
  const bins = data.metrics[0].files.reduce((sum, f) => sum + f.min.length, 0);
  const summed = data.metrics.map((metric) => {
    let outside = 0, least = Infinity, most = -Infinity, known = 0;
    metric.files.forEach((file) => file.min.forEach((v, i) => {
      if (v === null) return;
      const high = file.max ? file.max[i] : v;
      known++;
      least = Math.min(least, v);
      most = Math.max(most, high);
      if (metric.low !== null && (v < metric.low || high > metric.high)) outside++;
    }));
    return { metric, outside, least, most, known };
  }).filter((it) => it.known);
  summed.sort((a, b) => b.outside - a.outside);
  const off = summed.filter((it) => it.outside);
  const grid = el("div", { class: "multiples" });
  for (const it of summed) {
    const { metric } = it, name = words(metric.name);
    const node = el("div", { class: "chart", role: "img", "aria-label": name + ": " + (metric.low === null ? "usual range not known" : "usual " + reach(metric.low, metric.high)) + ", seen " + figure(it.least) + " to " + figure(it.most) + ", outside in " + whole(it.outside) + " of " + whole(it.known) });
    grid.append(el("figure", {}, el("figcaption", {}, el("span", {}, el("b", {}, name)), el("span", { class: "soft num" }, whole(it.outside) + " of " + whole(it.known))), node,
      el("p", { class: "soft small num" }, (metric.low === null ? "usual range not known" : "usual " + reach(metric.low, metric.high)) + " · seen " + figure(it.least) + " to " + figure(it.most))));
    const ends = [it.least, it.most].concat(metric.low === null ? [] : [metric.low, metric.high]);
    let low = Math.min(...ends), high = Math.max(...ends);
    const log = low >= 0 && high > 50 * Math.max(1, metric.high || 0);
    const scale = log ? (v) => Math.log1p(Math.max(0, v)) : (v) => v;
    low = scale(low); high = scale(high);
    if (!(high > low)) { low -= 1; high += 1; }
    chart(node, (width) => {
      const HEIGHT = 78, c = canvas(node, width, HEIGHT), ink = inks(), y = (v) => 72 - (scale(v) - low) / (high - low) * 66, x = (u) => (u - view.a) / (view.b - view.a) * width;
      c.fillStyle = ink.fill;
      c.fillRect(0, 2, width, 74);
      if (metric.low !== null) { c.fillStyle = ink.band; c.fillRect(0, y(metric.high), width, Math.max(2, y(metric.low) - y(metric.high))); }
      let was = null;
      metric.files.forEach((file, f) => {
        for (let i = 0; i < file.min.length; i++) {
          const v = file.min[i];
          if (v === null) continue;
          const w1 = Math.min(files[f].windows, (i + 1) * bin) - 1, a = x(from[f][i * bin]), b = x(to[f][w1]);
          if (b < 0 || a > width) continue;
          const top = file.max ? file.max[i] : v, odd = metric.low !== null && (v < metric.low || top > metric.high);
          if (odd !== was) { c.fillStyle = odd ? ink.HIGH : ink.accent; was = odd; }
          c.fillRect(a, y(top) - 1.25, Math.max(2, b - a), Math.max(2.5, y(v) - y(top) + 2.5));
        }
      });
      if (log) { c.fillStyle = ink.soft; c.textAlign = "right"; c.fillText("log axis", width - 4, 14); }
    }, true);
  }
  section(id, title, "Metrics",
    off.length ? whole(off.length) + " of " + count(summed.length, "metric") + " left their usual range; most often " + list(off.slice(0, 3).map((it) => words(it.metric.name) + " (" + whole(it.outside) + ")")) + " of " + whole(bins) + " " + units + "." : "All " + count(summed.length, "metric") + " stayed within their usual range in every " + unit + ".",
    el("p", { class: "how" }, "The shaded band is what the baseline makes usual: for sums three standard deviations around their mean, for the others what the detector calls typical. Blue is within it, orange outside; beside the name, how often it was outside. Most often outside comes first, and all show the stretch of the timeline."),
    zoomBar(), grid);
}
