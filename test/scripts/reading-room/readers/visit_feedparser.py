"""python3 visit_feedparser.py URL MEMORY: a visit as programs on feedparser make it, with what they keep in MEMORY."""

import calendar
import json
import os
import sys

import feedparser

url, memory = sys.argv[1:]
kept = json.load(open(memory)) if os.path.exists(memory) else {"entries": []}
feed = feedparser.parse(url, etag=kept.get("etag"), modified=kept.get("modified"))
if feed.bozo:
    sys.exit("not well-formed: %s" % feed.bozo_exception)
if feed.status not in (200, 226, 304):
    sys.exit("answered %d" % feed.status)


def shown(entry):
    html = (entry.get("content") or [{"value": entry.get("summary", "")}])[-1]["value"]
    return {
        "url": entry.link,
        "title": entry.title,
        "titleType": entry.title_detail.type,
        "time": calendar.timegm(entry.published_parsed),
        "authors": [author.get("name", "") for author in entry.get("authors", [])],
        "html": html,
        "enclosures": [link.href for link in entry.get("enclosures", [])]
        + [media.get("url") for media in entry.get("media_content", [])],
    }


if feed.status != 304:
    entries = [shown(entry) for entry in feed.entries]
    if feed.status == 226:
        fresh = {entry["url"] for entry in entries}
        entries += [entry for entry in kept["entries"] if entry["url"] not in fresh]
    kept = {"etag": feed.get("etag"), "modified": feed.get("modified"), "entries": entries}
    json.dump(kept, open(memory, "w"))
print(json.dumps(kept["entries"]))
