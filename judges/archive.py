#!/usr/bin/env python3
"""Judges archives of data: a ZIP anybody can open, in which every file is what its manifest says (G1).

    judges/archive.py FILE.zip|DIR...

Python's `zipfile` opens and checks it; the manifest lists each file with its size and SHA-256 and no other; records are lines of
JSON, as many as are counted; calendars, contacts and tables are read by `icalendar`, by their lines, and by `csv`. Leaves
with 1 and the reasons otherwise. For archives of one part.
"""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import PurePosixPath
from typing import Iterator

import icalendar

from verdict import judge

MANIFEST = "manifest.json"
# What makes a spreadsheet calculate.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def complaints(raw: bytes) -> Iterator[str]:
    archive = zipfile.ZipFile(io.BytesIO(raw))
    broken = archive.testzip()
    if broken:
        yield f"{broken} is not what its checksum says"
    names = archive.namelist()
    if len(set(names)) != len(names):
        yield "a path is in it twice"
    for name in names:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            yield f"{name} leads out of the folder"
    files = {name: archive.read(name) for name in names}
    manifest = json.loads(files.pop(MANIFEST))
    yield from of_manifest(manifest, files)
    for name, content in files.items():
        yield from of_content(name, content)


def of_manifest(manifest: dict, files: dict[str, bytes]) -> Iterator[str]:
    """Does the manifest list what is there, and nothing else?"""
    listed = {file["path"]: file for file in manifest["files"]}
    for name in listed.keys() ^ files.keys():
        yield f"{name} is in the manifest or in the archive, not in both"
    counts = {kind["kind"]: 0 for kind in manifest["kinds"]}
    for name in listed.keys() & files.keys():
        file, content = listed[name], files[name]
        if (file["bytes"], file["sha256"]) != (len(content), hashlib.sha256(content).hexdigest()):
            yield f"{name} is not what the manifest says"
        if name.startswith("data/"):
            lines = content.decode().splitlines()
            counts[file["kind"]] += len([json.loads(line) for line in lines])
    for kind in manifest["kinds"]:
        if counts[kind["kind"]] != kind["records"]:
            yield f"{counts[kind['kind']]} records of {kind['kind']}, not {kind['records']}"


def of_content(name: str, content: bytes) -> Iterator[str]:
    """Is a file for other programs read by one?"""
    if name.endswith(".ics"):
        events = icalendar.Calendar.from_ical(content).walk("VEVENT")
        if not events:
            yield f"{name} has no event"
    elif name.endswith(".csv"):
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
            if any(cell.startswith(FORMULA) and not cell[1:2].isdigit() for cell in row):
                yield f"{name} has a cell that calculates: {row}"
    elif name.endswith(".vcf"):
        text = content.decode()
        if text.count("BEGIN:VCARD") != text.count("END:VCARD"):
            yield f"{name} has a card without an end"
    elif name.endswith(".pdf") and not content.startswith(b"%PDF-"):
        yield f"{name} is no PDF"


if __name__ == "__main__":
    judge("archive", ".zip", complaints)
