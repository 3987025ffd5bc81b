#!/usr/bin/python3
"""FV=feedvalidator/src validate.py MANIFEST

Runs the W3C feed validator (github.com/w3c/feedvalidator; needs python3-lxml, python3-html5lib and python3-rdflib)
offline over the RSS and Atom documents of a manifest, each at the address it is served at. Prints one line of JSON for
each with an error or a warning, and a last one with the counts. Exit status 1 when there was an error or a warning that
is not allowed: UnknownNamespace where an Atom document has tombstones or an aggregator its own elements, `updated` for
Yahoo, ImplausibleDate before 1990, and HTML in a title
that has a tag such as `</b>` as plain text (src/feeds/write/README.md says why).
"""
import json
import os
import sys

sys.path.insert(0, os.environ["FV"])
import feedvalidator
from feedvalidator import compatibility, logging


def events(document):
    try:
        with open(document["file"], "rb") as file:
            result = feedvalidator.validateString(file.read(), fallback="utf-8", base=document["url"])
        return compatibility.AA(result["loggedEvents"])
    except logging.ValidationFailure as failure:
        return [failure.event]


def name_of(event):
    return type(event).__name__


def allowed(event, document):
    name = name_of(event)
    # The validator knows the namespaces of neither MSN nor SmartNews.
    if name == "UnknownNamespace" and document["name"].startswith(("msn:", "smartnews:")):
        return True
    # SmartNews wants an address in an element without a namespace, inside one of its own.
    if name == "NotInANamespace":
        return document["name"].startswith("smartnews:") and event.params.get("element") == "url"
    # Yahoo wants an element that RSS does not have.
    if name == "UndefinedElement":
        return document["name"].startswith("yahoo:") and event.params.get("element") == "updated"
    if name == "UnknownNamespace":
        return document["format"] == "atom" and "tombstones" in str(event.params)
    # The validator takes each closing tag in a title for HTML, also in Atom, where the title is declared as text.
    if name in ("ContainsHTML", "ContainsUndeclaredHTML"):
        return event.params.get("element") == "title" and event.params.get("parent") in ("item", "entry")
    # Before 1990 the validator believes no date.
    return name == "ImplausibleDate" and any(year in str(event.params.get("value")) for year in ("1931", "1969"))


counts = {"documents": 0, "ill_formed": 0, "errors": 0, "warnings": 0, "allowed": 0}
for document in json.load(open(sys.argv[1])):
    if document["format"] == "json":
        continue
    counts["documents"] += 1
    found = []
    for event in events(document):
        error = isinstance(event, logging.Error)
        if (not error or name_of(event) in ("UndefinedElement", "NotInANamespace")) and allowed(event, document):
            counts["allowed"] += 1
            continue
        counts["errors" if error else "warnings"] += 1
        # The validator gives up here: what comes after is not counted.
        counts["ill_formed"] += isinstance(event, logging.SAXError)
        found.append({"id": type(event).__name__, **{key: str(value)[:100] for key, value in event.params.items()}})
    if found:
        print(json.dumps({"name": document["name"], "file": document["file"], "events": found}))
print(json.dumps(counts))
sys.exit(1 if counts["errors"] + counts["warnings"] else 0)
