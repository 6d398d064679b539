"""Exports one notebook to HTML and marks its formulas: <tex-math display="block">TeX</tex-math>.

Called by export.ts, which typesets them. Which dollar signs of the Markdown start a formula is
decided here, by nbconvert's own parser: not those in code, in tables of results or behind a
backslash.
"""

import argparse
import json
from html import escape
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer


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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("notebook", type=Path, help="the executed notebook")
    parser.add_argument("output", type=Path, help="where the page goes")
    parser.add_argument("--title", required=True, help="the page's title")
    parser.add_argument("--about", required=True, type=Path, help="the facts of the run, as JSON")
    parser.add_argument("--templates", required=True, help="the folder of our template")
    arguments = parser.parse_args()

    notebook = nbformat.read(arguments.notebook, as_version=4)
    notebook.metadata["title"] = arguments.title
    # The kernel tells its language; a notebook that it has not run is highlighted all the same.
    notebook.metadata.setdefault("language_info", {"name": "typescript"})
    about = json.loads(arguments.about.read_text(encoding="utf-8"))
    exporter = HTMLExporter(
        template_name="article",
        extra_template_basedirs=[arguments.templates],
        embed_images=True,
    )
    # Pictures that the prose refers to lie beside the notebook.
    beside = {"name": arguments.notebook.stem, "path": str(arguments.notebook.parent)}
    page, _ = exporter.from_notebook_node(notebook, resources={"metadata": beside, "about": about})
    arguments.output.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
