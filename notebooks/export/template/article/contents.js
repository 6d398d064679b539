// The contents follow the scroll: the heading that was passed last is marked.
(() => {
  document.documentElement.classList.add("scripted");
  const contents = document.getElementById("contents");
  const fold = contents?.querySelector("details");
  if (!contents || !fold) return;

  // Beside the text the contents stand open, above it they would push the text away.
  const beside = matchMedia("(min-width: 76rem)");
  const arrange = () => fold.open = beside.matches;
  arrange();
  beside.addEventListener("change", arrange);

  const links = new Map();
  for (const link of contents.querySelectorAll("a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const mark = () => {
    let current;
    for (const [heading, link] of links) {
      // What is folded away stands nowhere, and nobody reads in a section that is one line.
      if (!heading.checkVisibility() || heading.closest("details:not([open]) > summary")) continue;
      if (heading.getBoundingClientRect().top > innerHeight / 8) break;
      current = link;
    }
    for (const link of links.values()) {
      if (link === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    if (current && beside.matches) keepInView(current);
  };
  // scrollIntoView would move the page as well.
  const keepInView = (link) => {
    const { top, bottom } = link.getBoundingClientRect();
    const box = contents.getBoundingClientRect();
    if (top < box.top + 40) contents.scrollTop += top - box.top - 40;
    if (bottom > box.bottom - 40) contents.scrollTop += bottom - box.bottom + 40;
  };
  // Everything above the line counts as in view, so that a jump across headings is noticed as well.
  const observer = new IntersectionObserver(mark, { rootMargin: "1000000px 0px -87.5% 0px" });
  for (const heading of links.keys()) observer.observe(heading);
  mark();

  fold.addEventListener("click", (event) => {
    if (event.target.closest("a") && !beside.matches) fold.open = false;
  });
})();
