// One switch folds and unfolds the code of all cells.
(() => {
  const button = document.getElementById("code-switch");
  const folds = [...document.querySelectorAll("details[data-code]")];
  if (!button || folds.length === 0) return;
  button.hidden = false;
  const show = () => {
    const all = folds.every((fold) => fold.open);
    button.setAttribute("aria-checked", String(all));
  };
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-checked") !== "true";
    for (const fold of folds) fold.open = open;
    show();
  });
  for (const fold of folds) fold.addEventListener("toggle", show);
})();
