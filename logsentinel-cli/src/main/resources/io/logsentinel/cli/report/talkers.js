/* ---- talkers ---- */
function talkers() {
  const id = "talkers", title = "Who talked most";
  const kinds = Object.keys(data.talkers).filter((kind) => data.talkers[kind].rows.length);
  if (!kinds.length) return section(id, title, "Talkers", "The profiles of the windows are not there any more, so no talker is known.");
  const LABELS = { source: "sources", destination: "destinations", service: "services" };
  const top = (kind) => data.talkers[kind] && data.talkers[kind].rows[0];
  const columns = [["address", 0], ["port", 1], ["windows", 2, 1], ["that alarm", 3, 1], ["flows", 4, 1], ["packets", 5, 1], ["bytes", 6, 1], ["most peers", 7, 1], ["most ports", 8, 1]];
  let kind = kinds[0], by = 4, down = true;
  const find = el("input", { type: "search", id: "find-talker", autocomplete: "off", spellcheck: "false", placeholder: "address or port", oninput: () => show() });
  const status = el("span", { class: "soft small", role: "status" });
  const head = el("tr"), body = el("tbody"), caption = el("caption");
  function show() {
    const rows = data.talkers[kind].rows, wanted = find.value.toLowerCase().trim();
    const visible = columns.filter(([, i]) => !(kind !== "service" && i === 1) && !(kind === "service" && i === 8));
    const found = rows.filter((row) => !wanted || (row[0] + " " + row[1]).toLowerCase().includes(wanted));
    found.sort((a, b) => (typeof a[by] === "number" ? a[by] - b[by] : String(a[by]).localeCompare(String(b[by]), LOCALE, { numeric: true })) * (down ? -1 : 1));
    const active = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.column : undefined;
    head.replaceChildren(...visible.map(([label, i, n]) => el("th", { scope: "col", class: n ? "n" : null, "aria-sort": i === by ? (down ? "descending" : "ascending") : null },
      el("button", { type: "button", "data-column": String(i), onclick: () => { down = i === by ? !down : i > 1; by = i; show(); } }, label + (i === by ? (down ? " ▼" : " ▲") : "")))));
    if (active !== undefined) { const again = head.querySelector('[data-column="' + active + '"]'); if (again) again.focus(); }
    const most = Math.max(...rows.map((row) => row[4]));
    body.replaceChildren(...found.map((row) => el("tr", {}, visible.map(([, i, n]) => i === 0 ? el("th", { scope: "row" }, short(row[0], 60)) : el("td", { class: n ? "n" : null },
      i === 4 ? svg("svg", { viewBox: "0 0 90 10", class: "LOW", "aria-hidden": "true" }, svg("rect", { class: "mark", x: 90 - 90 * row[4] / most, width: 90 * row[4] / most, height: 10, opacity: 0.45 })) : null, i === 4 ? " " : null, n ? whole(row[i]) : short(row[i], 30))))));
    caption.textContent = "The busiest " + LABELS[kind] + " of all windows";
    status.textContent = whole(found.length) + " of the " + whole(rows.length) + " busiest" + (data.talkers[kind].seen > rows.length ? " of " + whole(data.talkers[kind].seen) : "");
  }
  const radios = kinds.map((each) => { const radio = el("input", { type: "radio", name: "kind", value: each, onchange: () => { kind = each; if (by === 1 || by === 8) by = 4; show(); } }); radio.checked = each === kind; return el("label", {}, radio, LABELS[each]); });
  const s = top("source"), d = top("destination"), v = top("service");
  section(id, title, "Talkers",
    [s ? short(s[0], 60) + " opened the most connections, at least " + whole(s[4]) + " in " + count(s[2], "window") : "", d ? short(d[0], 60) + " received the most, at least " + whole(d[4]) : "", v ? "the busiest service is " + short(v[0], 60) + ":" + short(v[1], 10) : ""].filter(Boolean).join("; ") + ".",
    el("p", { class: "how" }, "Every window lists its busiest alone, so totals are what was counted at least. Press a column's name to sort by it."),
    el("div", { class: "bar" }, el("span", { role: "radiogroup", "aria-label": "Kind of talker", class: "bar" }, radios), el("label", { for: "find-talker" }, "Filter"), find, status),
    el("div", { class: "wide tall", role: "group", tabindex: "0", "aria-label": "Talkers" }, el("table", { id: "talker-table" }, caption, el("thead", {}, head), body)));
  show();
}
