/* ---- colours of canvases: those of the style ---- */
let printing = false;
const dark = matchMedia("(prefers-color-scheme: dark)");
const INKS = {
  light: { ink: "#18212c", soft: "#56616f", line: "#d9dee5", fill: "#eef1f5", band: "#dbe7f4", accent: "#1f5fa8", quiet: "#7b8794", CRITICAL: "#9c1035", HIGH: "#c2410c", MEDIUM: "#8a6100", LOW: "#2f6690", heat: [[238, 241, 245], [156, 16, 53]] },
  dark: { ink: "#e6ebf1", soft: "#a4b0be", line: "#2e3947", fill: "#222b36", band: "#24384f", accent: "#7db4f0", quiet: "#8593a3", CRITICAL: "#ff7b98", HIGH: "#ff9d5c", MEDIUM: "#e8bf4d", LOW: "#82b8e6", heat: [[34, 43, 54], [255, 123, 152]] }
};
function inks() { return dark.matches && !printing ? INKS.dark : INKS.light; }
dark.addEventListener("change", () => refresh());
function canvas(node, width, height) {
  let it = node.querySelector("canvas");
  if (!it) { it = el("canvas", { "aria-hidden": "true" }); node.prepend(it); }
  const ratio = Math.min(3, devicePixelRatio || 1);
  it.width = Math.round(width * ratio);
  it.height = Math.round(height * ratio);
  it.style.height = height + "px";
  const c = it.getContext("2d");
  c.scale(ratio, ratio);
  c.font = "12px " + getComputedStyle(document.body).fontFamily;
  return c;
}
function paintAxis(c, width, top, bottom, ink) {
  c.fillStyle = ink.soft;
  c.textAlign = "left";
  for (const tick of ticks(width)) {
    c.strokeStyle = ink.line;
    c.beginPath(); c.moveTo(tick.x + 0.5, top); c.lineTo(tick.x + 0.5, bottom + 4); c.stroke();
    if (tick.label) c.fillText(tick.label, tick.x, bottom + 15);
    if (tick.day) c.fillText(tick.day, tick.x, bottom + 29);
  }
  if (axis) {
    c.save();
    c.strokeStyle = ink.quiet;
    c.setLineDash([2, 3]);
    for (let i = 1; i < axis.parts.length; i++) {
      const x = across((axis.parts[i - 1].u1 + axis.parts[i].u0) / 2, width);
      if (x > left(width) && x < width - 8) { c.beginPath(); c.moveTo(x, top); c.lineTo(x, bottom); c.stroke(); }
    }
    c.restore();
  }
}
