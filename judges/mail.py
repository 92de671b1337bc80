#!/usr/bin/env python3
"""Judges mails as Python's `email` and the `icalendar` library read them (R-67, R-68, F1).

    judges/mail.py FILE.eml|DIR...

A mail is one message for its recipients, readable as text and as HTML, with nothing left unrendered; its calendar
part, if there is one, is one event that a calendar would accept. Leaves with 1 and the reasons otherwise.
"""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Iterator

import calendar_part
from verdict import judge

ONCE = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
# Anything else came from somewhere it should not have: a name with a line break in it, say.
KNOWN = {name.lower() for name in ONCE} | {
    "reply-to",
    "auto-submitted",
    "content-language",
    "content-transfer-encoding",
    "content-disposition",
    "in-reply-to",
    "references",
    "list-unsubscribe",
    "list-unsubscribe-post",
    # Written by the server that received it.
    "received",
    "return-path",
    "x-peer",
    "x-mailfrom",
    "x-rcptto",
}
LONGEST_LINE = 998  # bytes, RFC 5322
# What a template or a text looks like before it is filled in, or when a value was missing.
UNRENDERED = re.compile(r"\{\{|\{%|\{ ?\$|\bundefined\b|\bNone\b|\bSome\(|⟦")


class Links(HTMLParser):
    """Collects where the HTML leads and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.words = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.targets += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag in ("script", "iframe", "form", "object"):
            self.targets.append(f"<{tag}>")

    def handle_data(self, data: str) -> None:
        self.words += len(data.split())


def complaints(raw: bytes) -> Iterator[str]:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    yield from of_headers(message)
    yield from of_bytes(raw)
    for part in message.walk():
        for defect in part.defects:
            yield f"{part.get_content_type()}: {type(defect).__name__}: {defect}"
    yield from of_bodies(message)
    yield from of_attachments(message)
    calendars = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    for part in calendars:
        yield from calendar_part.complaints(part.get_content(), part.get_param("method"))


def of_headers(message: EmailMessage) -> Iterator[str]:
    for name in ONCE:
        count = len(message.get_all(name, []))
        if count != 1:
            yield f"{count} headers {name}, one is wanted"
    for name, value in message.items():
        if name.lower() not in KNOWN:
            yield f"unknown header {name}: injected?"
        for defect in getattr(value, "defects", ()):
            yield f"{name}: {type(defect).__name__}: {defect}"
        if "\n" in str(value) or "\r" in str(value):
            yield f"{name} has a line break"
    for name in ("From", "To"):
        if name in message and len(message[name].addresses) != 1:
            yield f"{name} names {len(message[name].addresses)} addresses, one is wanted"
    recipients = message.get("X-RcptTo")
    if recipients is not None and "To" in message:
        named = [address.addr_spec for address in message["To"].addresses]
        if [recipients.strip()] != named:
            yield f"it went to {recipients}, and says To: {', '.join(named)}"
    if not str(message.get("Subject", "")).strip():
        yield "the subject is empty"
    if UNRENDERED.search(str(message.get("Subject", ""))):
        yield f"the subject is not rendered: {message['Subject']}"
    if message.get("Date") and message["Date"].datetime is None:
        yield f"the date cannot be read: {message['Date']}"


def of_bytes(raw: bytes) -> Iterator[str]:
    longest = max(map(len, re.split(rb"\r?\n", raw)))
    if longest > LONGEST_LINE:
        yield f"a line of {longest} bytes, {LONGEST_LINE} are allowed"
    if b"\x00" in raw:
        yield "a NUL byte"


def of_bodies(message: EmailMessage) -> Iterator[str]:
    alternatives = [part for part in message.walk() if part.get_content_type() == "multipart/alternative"]
    if not alternatives:
        yield "no multipart/alternative"
        return
    kinds = [part.get_content_type() for part in alternatives[0].iter_parts()]
    if kinds[:1] != ["text/plain"] or not {"text/html", "multipart/related"} & set(kinds):
        yield f"the alternatives are {kinds}, text then HTML are wanted"

    text, html = message.get_body(("plain",)), message.get_body(("html",))
    for body in (text, html):
        if body is None or not body.get_content().strip():
            yield "an alternative is empty"
            return
        unrendered = UNRENDERED.search(body.get_content())
        if unrendered:
            yield f"{body.get_content_type()} is not rendered: {unrendered.group(0)}"
    if re.search(r"</?(p|div|a|td|br|span)\b", text.get_content()):
        yield "the text has HTML in it"
    yield from of_html(html.get_content(), text.get_content())


def of_html(html: str, text: str) -> Iterator[str]:
    links = Links()
    links.feed(html)
    if links.words < 5:
        yield f"the HTML has {links.words} words"
    for target in links.targets:
        if not re.match(r"(https?://[^\s/]|mailto:|cid:|data:image/|#)", target):
            yield f"the HTML leads to {target!r}: absolute addresses only"
        elif target.startswith("http") and re.search(r"/(confirm|reset|join|j|invoices?)/", target):
            if target not in text:
                yield f"only the HTML leads to {target}: the text must too"


def of_attachments(message: EmailMessage) -> Iterator[str]:
    for part in message.iter_attachments():
        name = part.get_filename() or ""
        if part.get_content_type() == "application/pdf" and not part.get_content().startswith(b"%PDF-"):
            yield f"{name} is no PDF"
        if name and not re.fullmatch(r"[\w .()-]+", name):
            yield f"an attachment is called {name!r}"


if __name__ == "__main__":
    judge("mail", ".eml", complaints)
