// On paper questions stand without their answers, or with them where the switch says so.
(() => {
  const button = document.getElementById("answers-switch");
  const folds = [...document.querySelectorAll("details[data-callout], [data-answer]")];
  if (!button || folds.length === 0) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const wanted = button.getAttribute("aria-checked") !== "true";
    button.setAttribute("aria-checked", String(wanted));
    document.documentElement.toggleAttribute("data-print-answers", wanted);
  });
  let opened = [];
  addEventListener("beforeprint", () => {
    if (button.getAttribute("aria-checked") !== "true") return;
    opened = folds.filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
})();
