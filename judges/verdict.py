"""What the judges share: finding the files, collecting what is wrong, saying so.

Knows nothing of mails or invoices.
"""

import sys
from pathlib import Path
from typing import Callable, Iterator


def files(arguments: list[str], ending: str) -> list[Path]:
    """Every file named, and every file with `ending` below every folder named, in order."""
    found: list[Path] = []
    for argument in map(Path, arguments):
        found += sorted(argument.rglob(f"*{ending}")) if argument.is_dir() else [argument]
    return found


def judge(noun: str, ending: str, complaints: Callable[[bytes], Iterator[str]]) -> None:
    """Judges the files on the command line and leaves with 0, or with 1 and the reasons.

    Nothing to judge is a reason too: an empty folder must not pass.
    """
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} FILE|DIR...")
    absent = [argument for argument in sys.argv[1:] if not Path(argument).exists()]
    if absent:
        sys.exit(f"not there: {' '.join(absent)}")
    paths = files(sys.argv[1:], ending)
    if not paths:
        sys.exit(f"no {noun} to judge in {' '.join(sys.argv[1:])}")

    bad = 0
    for path in paths:
        reasons = heard(complaints, path.read_bytes())
        bad += bool(reasons)
        for reason in reasons:
            print(f"{path}: {reason}")
    print(f"{len(paths)} {noun}s judged, {bad} refused")
    sys.exit(1 if bad else 0)


def heard(complaints: Callable[[bytes], Iterator[str]], raw: bytes) -> list[str]:
    """All complaints; a library that breaks on the file complains as well."""
    reasons: list[str] = []
    try:
        reasons += complaints(raw)
    except Exception as error:  # whatever a foreign parser raises
        reasons.append(f"a parser breaks on it: {type(error).__name__}: {error}")
    return reasons
