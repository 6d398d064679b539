"""What both sides share: a folder of columns, and a list of figures that the other side reads."""

import sys
from pathlib import Path

import numpy as np

FOLDER = Path(sys.argv[1])
FIGURES = []


def say(name, figure, source):
    """A figure, whose it is and by which convention; a name may have several."""
    FIGURES.append({"of": name, "figure": np.asarray(figure, dtype=float).tolist(), "source": source})


def column(name):
    return np.fromfile(FOLDER / f"{name}.bin", dtype=np.float64)


def write(name, values):
    np.asarray(values, dtype=np.float64).tofile(FOLDER / f"{name}.bin")
