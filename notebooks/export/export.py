"""Exports one notebook to HTML and marks its formulas: <tex-math display="block">TeX</tex-math>.

Called by export.ts, which typesets them. Which dollar signs of the Markdown start a formula is
decided here, by nbconvert's own parser: not those in code, in tables of results or behind a
backslash.
"""

import argparse
import json
import re
import sys
from html import escape
from pathlib import Path

# jsonschema imports it to check identifiers of a kind that notebooks do not have: 0.8 seconds.
sys.modules["rfc3987_syntax"] = None

import nbformat  # noqa: E402
from nbconvert import HTMLExporter  # noqa: E402
from nbconvert.filters.markdown_mistune import IPythonRenderer  # noqa: E402


def marked(display, tex):
    return f'<tex-math display="{display}">{escape(tex.strip(), quote=False)}</tex-math>'


IPythonRenderer.inline_math = lambda self, body: marked("inline", body)
IPythonRenderer.block_math = lambda self, body: marked("block", body)
IPythonRenderer.latex_environment = lambda self, name, body: marked(
    "block", f"\\begin{{{name}}}{body}\\end{{{name}}}"
)

# To embed pictures nbconvert parses each piece of HTML by itself, and thereby closes a <details>
# before the Markdown that it folds: only pieces with a picture are parsed.
embed_images = IPythonRenderer._html_embed_images
IPythonRenderer._html_embed_images = lambda self, html: (
    embed_images(self, html) if "<img" in html else html
)


GLOSSARY_LINK = re.compile(r"\]\(\.\./glossary\.md(?:#([^\s)\"]+))?")


def anchor_of(term):
    """The anchor that Markdown viewers give a heading."""
    return re.sub(r"[^\w\- ]", "", term.lower()).replace(" ", "-")


def append_glossary(notebook, path):
    """Ends the notebook with the terms that it links, so that the page explains them by itself."""
    prose = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    linked = {anchor for cell in prose for anchor in GLOSSARY_LINK.findall(cell.source)}
    if not linked or not path.is_file():
        return
    for cell in prose:
        cell.source = GLOSSARY_LINK.sub(
            lambda link: f"](#glossary-{link[1]}" if link[1] else "](#Glossary", cell.source
        )
    entries = ["## Glossary"]
    for section in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        term, text = section.split("\n", 1)
        if anchor_of(term) in linked:
            first = term[0].upper() + term[1:]
            entries.append(f'<a id="glossary-{anchor_of(term)}"></a>**{first}.** {text.strip()}')
    cell = nbformat.v4.new_markdown_cell("\n\n".join(entries), id="glossary")
    cell.metadata["tags"] = ["folded"]
    notebook.cells.append(cell)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("notebook", type=Path, help="the executed notebook")
    parser.add_argument("output", type=Path, help="where the page goes")
    parser.add_argument("--title", required=True, help="the page's title")
    parser.add_argument("--beside", required=True, help="the folder of the prose's pictures")
    parser.add_argument("--about", required=True, type=Path, help="the facts of the run, as JSON")
    parser.add_argument("--glossary", required=True, type=Path, help="the terms' definitions")
    parser.add_argument("--templates", required=True, help="the folder of our template")
    arguments = parser.parse_args()

    notebook = nbformat.read(arguments.notebook, as_version=4)
    notebook.metadata["title"] = arguments.title
    append_glossary(notebook, arguments.glossary)
    # The kernel tells its language; a notebook that it has not run is highlighted all the same.
    notebook.metadata.setdefault("language_info", {"name": "typescript"})
    about = json.loads(arguments.about.read_text(encoding="utf-8"))
    exporter = HTMLExporter(
        template_name="article",
        extra_template_basedirs=[arguments.templates],
        embed_images=True,
    )
    beside = {"name": arguments.notebook.stem, "path": arguments.beside}
    page, _ = exporter.from_notebook_node(notebook, resources={"metadata": beside, "about": about})
    # Half a character, which JSON can hold, is none that a file could.
    arguments.output.write_text(page, encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
