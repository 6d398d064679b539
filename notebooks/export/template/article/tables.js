// A click on a heading sorts by its column: upwards, downwards, as it was.
(() => {
  const collator = new Intl.Collator("en", { numeric: true });
  // A number may have grouped thousands, a unit, an interval or an error behind it, a mark at its end.
  const NUMBER = /^([+\-\u2212]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)\s*(%|[[(±].*)?\s*[*†‡°○◇]*$/i;
  const numberOf = (text) => {
    const [, number] = NUMBER.exec(text) ?? [];
    return number === undefined ? NaN : Number(number.replace(/,/g, "").replace("\u2212", "-"));
  };
  const isMissing = (text) => /^(|NaN|null|–|—)$/.test(text);

  const compare = (left, right, sign) => {
    // What is missing stays last in either direction.
    if (isMissing(left) || isMissing(right)) return isMissing(left) - isMissing(right);
    const [a, b] = [numberOf(left), numberOf(right)];
    if (!Number.isNaN(a) && !Number.isNaN(b)) return sign * (a - b);
    return sign * collator.compare(left, right);
  };

  const next = { none: "ascending", ascending: "descending", descending: "none" };

  for (const table of document.querySelectorAll(".output [data-table] table")) {
    const headings = [...table.querySelectorAll("thead th")];
    const body = table.tBodies[0];
    if (!body || body.rows.length < 2) continue;
    const original = [...body.rows];
    const textOf = (row, column) => row.cells[column]?.textContent.trim() ?? "";
    // The row of dots stands where rows were left out; in another order there is no such place.
    const gap = original.filter((row) => [...row.cells].every((cell) => cell.textContent === "⋮"));
    const rows = original.filter((row) => !gap.includes(row));

    const sort = (heading) => {
      const order = next[heading.getAttribute("aria-sort") ?? "none"];
      for (const other of headings) {
        if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
      }
      heading.setAttribute("aria-sort", order);
      for (const row of gap) row.hidden = order !== "none";
      if (order === "none") return body.append(...original);
      const sign = order === "ascending" ? 1 : -1;
      const column = heading.cellIndex;
      body.append(
        ...rows.toSorted((a, b) => compare(textOf(a, column), textOf(b, column), sign)),
        ...gap,
      );
    };

    for (const heading of headings) {
      if (heading.textContent.trim() === "") continue;
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.sort = "";
      button.append(...heading.childNodes);
      heading.append(button);
      heading.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => sort(heading));
    }
  }
})();
