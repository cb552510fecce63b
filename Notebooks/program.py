"""Runs archetype for the notebooks: in a temporary folder, with the Datasets at hand."""

import json
import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

_root = Path(__file__).resolve().parent.parent
_built = _root / ".build-release/release/archetype"
_workspace = tempfile.TemporaryDirectory(prefix="archetype-")

# Where commands run and write; it is gone when the notebook ends.
folder = Path(_workspace.name)
(folder / "Datasets").symlink_to(_root / "Datasets")


def _program() -> str:
    """The program that ARCHETYPE names, else the one on the PATH, else what `make build` leaves."""
    named = os.environ.get("ARCHETYPE")
    found = shutil.which(named or "archetype") or (None if named else shutil.which(_built))
    if found is None:
        wanted = f"ARCHETYPE names no program: {named}" if named else "archetype is not on the PATH and not built"
        raise FileNotFoundError(f"{wanted}; run 'make build', or set the variable ARCHETYPE to the program")
    return os.path.abspath(found)


def _call(command: str, stderr: int) -> str:
    arguments = [_program(), *shlex.split(command.removeprefix("archetype"))]
    plain = {**os.environ, "NO_COLOR": "1"}
    finished = subprocess.run(arguments, cwd=folder, env=plain, text=True, stdout=subprocess.PIPE, stderr=stderr)
    if finished.returncode != 0:
        print(f"$ {command}\n{finished.stdout}{finished.stderr or ''}")
    finished.check_returncode()
    return finished.stdout


def run(command: str) -> None:
    """Runs a command as one would type it and shows what it prints; a failing one fails the notebook."""
    print(f"$ {command}\n{_call(command, stderr=subprocess.STDOUT)}", end="")


def answer(command: str) -> dict:
    """What a command prints as JSON; its files are written as ever."""
    return json.loads(_call(f"{command} --format json --quiet", stderr=subprocess.PIPE))
