// Switches open and close folds, all at once; a link opens whatever hides its target.
(() => {
  for (const button of document.querySelectorAll("button[data-switch]")) {
    const folds = [...document.querySelectorAll(button.dataset.switch)]
      .filter((fold) => !fold.matches("[data-chart-menu]"));
    if (folds.length === 0) continue;
    button.hidden = false;
    const show = () => {
      button.setAttribute("aria-checked", String(folds.every((fold) => fold.open)));
    };
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-checked") !== "true";
      for (const fold of folds) fold.open = open;
      show();
    });
    for (const fold of folds) fold.addEventListener("toggle", show);
  }

  /** Opens the folds around an element, or a section whose heading it is. */
  const reveal = (hash) => {
    let target;
    try {
      target = document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      // What is no address leads nowhere.
    }
    let opened = false;
    for (
      let fold = target?.closest("details");
      fold;
      fold = fold.parentElement.closest("details")
    ) {
      opened ||= !fold.open;
      fold.open = true;
    }
    if (opened) target.scrollIntoView();
  };
  addEventListener("hashchange", () => reveal(location.hash));
  // The same link a second time changes no address.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link) reveal(link.hash);
  });
  reveal(location.hash);
})();
