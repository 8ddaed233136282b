header();
put(document.getElementById("foot"), ["Made by LogSentinel " + safe(run.version) + " from the artifacts of the run. This file asks for nothing over the network; its figures stand as JSON in it."]);
addEventListener("beforeprint", () => { printing = true; openAll(); for (const it of charts) it.dirty = true; drawAll(true); });
addEventListener("afterprint", () => { printing = false; restoreAll(); refresh(); });
addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });
addEventListener("scroll", hideTip, { passive: true });
/* One after the other, so that the first is seen while the last is still made. */
const sections = [timeline, scores, since, cards, metrics, evidence, talkers, fit, rows, labels, manifest];
(function next() {
  const make = sections.shift();
  if (make) {
    try {
      make();
    } catch (e) { // the others are shown all the same
      section(make.name, "Not shown", "Not shown", "The part `" + make.name + "` cannot be shown: an artifact that it tells of is damaged. Run the command again.");
      console.error(e);
    }
    if (isLarge) setTimeout(next, 0);
    else next();
    return;
  }
  sayView();
  drawAll(true);
  document.documentElement.dataset.ready = "yes";
})();
