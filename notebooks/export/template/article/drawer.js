// Above the text the contents are a drawer: Escape and a tap beside it close it.
(() => {
  const fold = document.querySelector("#contents > details");
  if (!fold) return;
  const beside = matchMedia("(min-width: 76rem)");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || beside.matches || !fold.open) return;
    const inside = fold.contains(document.activeElement);
    fold.open = false;
    if (inside) fold.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!beside.matches && !fold.contains(event.target)) fold.open = false;
  });
  fold.addEventListener("focusout", (event) => {
    if (beside.matches || !event.relatedTarget || fold.contains(event.relatedTarget)) return;
    fold.open = false;
  });
})();
