#!/usr/bin/env python3
"""Judges electronic invoices that come without a PDF, by the official schema and rules (D2).

    judges/einvoice.py FILE.xml|DIR...

UBL 2.1 invoices and credit notes, and Cross Industry Invoices. Leaves with 1 and the reasons otherwise.
"""

from typing import Iterator

from lxml import etree

import einvoice_rules
from verdict import judge


def complaints(xml: bytes) -> Iterator[str]:
    if etree.QName(etree.fromstring(xml)).localname == "CrossIndustryInvoice":
        yield from einvoice_rules.of_cii(xml)
    else:
        yield from einvoice_rules.of_ubl(xml)


if __name__ == "__main__":
    judge("electronic invoice", ".xml", complaints)
