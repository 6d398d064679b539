// Draws the charts live, each in the place of its picture: tooltip, legend, saving.
(() => {
  const tooltip = document.createElement("div");
  tooltip.id = "chart-tooltip";
  tooltip.setAttribute("role", "tooltip");
  tooltip.hidden = true;
  document.body.append(tooltip);

  /** Shows a record as two columns; texts are set as texts, never as HTML. */
  const showTooltip = (_handler, event, _item, value) => {
    const said = value === null || value === undefined || value === "" ? {} : value;
    const entries = typeof said === "object" ? Object.entries(said) : [[said]];
    // A mark without a tooltip of its own may hand over an empty record.
    tooltip.hidden = entries.length === 0;
    if (tooltip.hidden) return;
    const table = document.createElement("table");
    for (const cells of entries) {
      const row = table.insertRow();
      for (const cell of cells) row.insertCell().textContent = String(cell);
    }
    tooltip.replaceChildren(table);
    const { width, height } = tooltip.getBoundingClientRect();
    const left = event.clientX + 14 + width > innerWidth
      ? event.clientX - 14 - width
      : event.clientX + 14;
    const top = Math.min(event.clientY + 14, innerHeight - height - 4);
    tooltip.style.left = `${Math.max(4, left)}px`;
    tooltip.style.top = `${Math.max(4, top)}px`;
  };

  const wrapped = (text, length) => {
    const lines = [""];
    for (const word of String(text).split(" ")) {
      if (`${lines.at(-1)} ${word}`.trim().length > length && lines.at(-1)) lines.push("");
      lines.push(`${lines.pop()} ${word}`.trim());
    }
    return lines;
  };

  /** The axes of a chart or a panel, the titles below or above it in as many lines as they need. */
  const brokenAxes = (part, letters) => ({
    ...part,
    ...(part.axes
      ? {
        axes: part.axes.map((axis) =>
          ["bottom", "top"].includes(axis.orient) && typeof axis.title === "string"
            ? { ...axis, title: wrapped(axis.title, letters) }
            : axis
        ),
      }
      : {}),
    ...(part.marks ? { marks: part.marks.map((mark) => brokenAxes(mark, letters)) } : {}),
  });

  /** The same chart for a narrow place: long texts in several lines, panels below each other. */
  const narrowed = (spec, room) => {
    const title = typeof spec.title === "object" ? spec.title : { text: spec.title };
    const lines = wrapped([title.text].flat().join(" "), room / 9.5);
    const toTop = (legend) => ({ ...legend, columns: 1, orient: "top", titleOrient: "top" });
    return {
      ...brokenAxes(spec, room / 11),
      padding: 8,
      ...(spec.title ? { title: { ...title, text: lines, frame: "bounds" } } : {}),
      ...(spec.legends ? { legends: spec.legends.map(toTop) } : {}),
      ...(spec.layout ? { layout: { ...spec.layout, columns: 1 } } : {}),
      config: {
        ...spec.config,
        axis: { ...spec.config?.axis, labelFontSize: 10, labelLimit: room / 3 },
      },
    };
  };

  /** The same chart no wider than its place, if it takes the width that it is given. */
  const fitted = (spec, room) =>
    spec.autosize?.type?.startsWith("fit")
      ? { ...spec, width: Math.min(spec.width, Math.max(room, spec.usermeta?.leastWidth ?? 0)) }
      : spec;

  /**
   * What a chart says itself, or else: bars side by side need room for their labels, a line of numbers
   * thins its own out.
   */
  const narrowest = (spec) =>
    spec.usermeta?.leastWidth ??
      (spec.scales?.some(({ name, type }) => /(^|_)x$/.test(name) && type === "band") ? 285 : 165);

  const signalOf = (view, name) => {
    try {
      return view.signal(name);
    } catch {
      return undefined;
    }
  };

  /** Makes the plots narrower by what the chart is too wide; panels share that. */
  const fit = async (view, place, room, least) => {
    for (const name of ["width", "childWidth"]) {
      const width = signalOf(view, name);
      const excess = place.scrollWidth - room;
      if (!(width > 0) || excess <= 0) continue;
      const panels = name === "width" ? 1 : Math.max(1, Math.round(room / (width + 60)));
      await view.signal(name, Math.max(least, width - excess / panels)).runAsync();
    }
  };

  const save = (href, name) => {
    const link = document.createElement("a");
    link.href = href;
    link.download = name;
    link.click();
  };

  const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\p{Noncharacter_Code_Point}]/gu;

  const menuFor = (figure, picture, view) => {
    const name = figure.dataset.name;
    const menu = document.createElement("details");
    menu.className = "chart-menu";
    menu.dataset.chartMenu = "";
    const summary = document.createElement("summary");
    summary.textContent = "Save";
    summary.setAttribute("aria-label", `Save chart: ${figure.dataset.title}`);
    // What is saved is for a document: light on white, whatever the page's theme. The picture was drawn
    // so, and a dark page changes the colours of the drawing by a style only (dark_charts.ts).
    const png = document.createElement("a");
    png.dataset.save = "png";
    png.href = picture.src;
    png.download = `${name}.png`;
    png.textContent = "PNG";
    const svg = document.createElement("button");
    svg.type = "button";
    svg.dataset.save = "svg";
    svg.textContent = "SVG";
    svg.addEventListener("click", async () => {
      // What XML forbids can stand in a name; one sign stands in its place.
      const text = (await view.toSVG()).replace(FORBIDDEN, "\ufffd");
      const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
      save(url, `${name}.svg`);
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    });
    const choices = document.createElement("div");
    choices.append(png, svg);
    menu.append(summary, choices);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      summary.focus();
    });
    menu.addEventListener("focusout", (event) => {
      if (!menu.contains(event.relatedTarget)) menu.open = false;
    });
    return menu;
  };

  /** Lets the keyboard reach the entries of a legend that highlights. */
  const openLegend = (place) => {
    // Vega-Lite names the labels of a legend only if a selection is bound to it.
    for (const label of place.querySelectorAll('[class*="_legend_labels"] text')) {
      label.closest(".role-legend").setAttribute("role", "group");
      label.setAttribute("tabindex", "0");
      label.setAttribute("role", "button");
      label.setAttribute("aria-label", `Highlight ${label.textContent}`);
      label.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        label.dispatchEvent(new MouseEvent("click", { bubbles: true, view: window }));
      });
    }
  };

  const draw = async (figure) => {
    const picture = figure.querySelector("img");
    const given = JSON.parse(figure.querySelector("script").textContent);
    const room = figure.parentElement.clientWidth - 2;
    const natural = Number(picture.getAttribute("width"));
    const isNarrow = room < Math.min(natural, 600);
    const place = document.createElement("div");
    place.className = "chart-view";
    place.dataset.chartView = "";
    figure.classList.toggle("narrow", isNarrow);
    // Drawn where it will stand, for only there its size can be measured.
    picture.after(place);
    // The page allows no code made from texts: what a chart computes is interpreted.
    const shown = fitted(isNarrow ? narrowed(given, room) : given, room);
    const runtime = vega.parse(shown, undefined, { ast: true });
    const view = new vega.View(runtime, {
      expr: vega.expressionInterpreter,
      renderer: "svg",
      container: place,
      hover: true,
      tooltip: showTooltip,
    });
    try {
      await view.runAsync();
      figure.dataset.chart = "live";
      if (room < natural) await fit(view, place, room, narrowest(given));
    } catch (error) {
      figure.dataset.chart = "";
      place.remove();
      console.error(error);
      return;
    }
    openLegend(place);
    place.before(menuFor(figure, picture, view));
    if (place.scrollWidth > place.clientWidth) {
      place.tabIndex = 0;
      place.setAttribute("role", "region");
      place.setAttribute("aria-label", `Chart: ${figure.dataset.title}`);
    }
  };

  addEventListener("scroll", () => tooltip.hidden = true, { passive: true });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") tooltip.hidden = true;
  });
  // One after the other, so that the page can be read and scrolled in between; what is folded has no
  // width yet, and is drawn when it is opened.
  const waiting = new Set(document.querySelectorAll("figure[data-chart]"));
  const drawShown = async () => {
    for (const figure of waiting) {
      if (!figure.checkVisibility()) continue;
      waiting.delete(figure);
      await draw(figure);
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  let drawing = drawShown();
  const drawOpened = () => drawing = drawing.then(drawShown);
  document.addEventListener("toggle", drawOpened, true);
})();
