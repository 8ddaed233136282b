(function () {
"use strict";
const text = document.getElementById("data").textContent;
const isLarge = text.length > 1000000;
/* What is large is made once the frame of the page is seen. */
if (isLarge) requestAnimationFrame(() => setTimeout(() => report(JSON.parse(text)), 0));
else report(JSON.parse(text));
function report(data) {
{{PARTS}}}
})();
