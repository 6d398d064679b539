// Buttons that copy code and the citation.
(() => {
  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // A browser may forbid it; the text can still be marked and copied by hand.
      return false;
    }
  };
  for (const source of document.querySelectorAll(".highlight > pre, [data-copy]")) {
    const holder = document.createElement("div");
    holder.className = "copied-from";
    source.replaceWith(holder);
    const text = source.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      button.textContent = await copied(text) ? "Copied" : "Not allowed here";
      setTimeout(() => button.textContent = "Copy", 2000);
    });
    holder.append(source, button);
  }
})();
