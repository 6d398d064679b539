// A term of the glossary shows what it means where it stands; Escape or a tap beside it closes that.
(() => {
  const terms = [...document.querySelectorAll("[data-term]")];
  if (terms.length === 0 || !HTMLElement.prototype.showPopover) return;
  const box = document.createElement("div");
  box.id = "term-definition";
  box.popover = "auto";
  box.tabIndex = -1;
  box.setAttribute("role", "dialog");
  const text = document.createElement("p");
  const link = document.createElement("a");
  link.textContent = "In the glossary";
  link.addEventListener("click", () => box.hidePopover());
  box.append(text, link);
  document.body.append(box);
  let current;

  const place = (term) => {
    const { left, bottom, top } = term.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const below = bottom + 6 + height <= innerHeight;
    box.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    box.style.top = `${below ? bottom + 6 : Math.max(8, top - 6 - height)}px`;
  };

  const show = (term, definition) => {
    text.textContent = definition;
    link.href = term.getAttribute("href");
    box.setAttribute("aria-label", term.textContent);
    current = term;
    box.showPopover();
    place(term);
    box.focus({ preventScroll: true });
    term.setAttribute("aria-expanded", "true");
  };
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    current?.setAttribute("aria-expanded", "false");
    if (document.activeElement === box || document.activeElement === document.body) {
      current?.focus({ preventScroll: true });
    }
  });

  for (const term of terms) {
    const definition = term.title;
    term.setAttribute("role", "button");
    term.setAttribute("aria-expanded", "false");
    term.addEventListener("click", (event) => {
      // Neither the address nor the fold that the term may stand in changes.
      event.preventDefault();
      event.stopPropagation();
      show(term, definition);
    });
    term.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      term.click();
    });
  }
  // It stays where it was opened, not on top of other text.
  addEventListener("scroll", () => box.matches(":popover-open") && box.hidePopover(), {
    passive: true,
  });
})();
