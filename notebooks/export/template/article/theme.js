// The reader's choice of light or dark, above what the system says; kept where the browser keeps it.
(() => {
  const root = document.documentElement;
  const choice = document.querySelector("[data-theme-choice]");
  if (!choice) return;
  const KEY = "theme";
  const kept = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      // A browser may forbid a page to remember anything.
      return null;
    }
  };
  const keep = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Then it holds until the page is left.
    }
  };
  const apply = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  const before = kept();
  if (before === "light" || before === "dark") {
    apply(before);
    choice.value = before;
  }
  choice.closest("label").hidden = false;
  choice.addEventListener("change", () => {
    apply(choice.value);
    keep(choice.value);
    document.dispatchEvent(new Event("themechange"));
  });
})();
