"""Lets Jupyter export a notebook as this project's page: nbconvert's format "writeup".

The set-up copies this module into .venv/exporter and registers it there (environment/exporter.ts):
`jupyter nbconvert --to writeup` and JupyterLab's "Save and Export Notebook As" find it by its entry
point. The page is made by the project's own exporter, which Deno runs.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import Exporter

ENVIRONMENT = Path(__file__).resolve().parents[1]
CLONE = ENVIRONMENT.parent
SCRIPT = CLONE / "notebooks" / "export" / "jupyter" / "export_for_jupyter.ts"
KERNEL = ENVIRONMENT / "share" / "jupyter" / "kernels" / "deno" / "kernel.json"
REMEDY = "Run deno task setup in the project's folder, and export it again."


class WriteupError(Exception):
    """What kept a notebook from being exported, in words."""


class WriteupExporter(Exporter):
    """Exports a notebook as it was saved, as the page that `deno task writeups --no-run` makes."""

    export_from_notebook = "Writeup (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self):
        return ".html"

    def from_notebook_node(self, nb, resources=None, **kw):
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        metadata = resources.get("metadata", {})
        name = metadata.get("name") or "Notebook"
        beside = os.path.abspath(metadata.get("path") or os.curdir)
        with tempfile.TemporaryDirectory() as folder:
            # Its name is the title of a notebook without a heading, and need not be one of a file.
            source = Path(folder) / "notebook.ipynb"
            page = Path(folder) / "page.html"
            nbformat.write(notebook, source)
            run(source, page, name=name, beside=beside)
            return page.read_text(encoding="utf-8"), resources


def run(source, page, *, name, beside):
    """Has Deno make the page, or raises what it said."""
    if not SCRIPT.is_file():
        raise WriteupError(f"The project is no longer in {CLONE}. {REMEDY}")
    command = [
        deno(),
        "run",
        "-A",
        "--quiet",
        f"--config={CLONE / 'deno.json'}",
        str(SCRIPT),
        str(source),
        str(page),
        f"--python={sys.executable}",
        f"--name={name}",
        f"--beside={beside}",
    ]
    environment = {**os.environ, "NO_COLOR": "1"}
    # Paths are absolute; the folder in which a task was called has no say.
    environment.pop("INIT_CWD", None)
    try:
        done = subprocess.run(
            command, cwd=CLONE, env=environment, stdin=subprocess.DEVNULL, capture_output=True
        )
    except OSError as error:
        raise WriteupError(f"Deno could not be started: {error}. {REMEDY}") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", errors="replace").strip()
        raise WriteupError(said.removeprefix("error: ") or f"Deno ended without a word. {REMEDY}")


def deno():
    """The Deno that runs the notebooks' cells."""
    try:
        return json.loads(KERNEL.read_text(encoding="utf-8"))["argv"][0]
    except (OSError, ValueError, LookupError) as error:
        raise WriteupError(f"The set-up of {CLONE} is incomplete. {REMEDY}") from error
