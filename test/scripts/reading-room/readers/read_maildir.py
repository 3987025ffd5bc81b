"""python3 read_maildir.py FOLDER: the letters of a maildir as JSON, as a mail program shows them, oldest first."""

import email.header
import json
import mailbox
import os
import re
import sys
from email.utils import mktime_tz, parseaddr, parsedate_tz


def shown(value):
    return str(email.header.make_header(email.header.decode_header(str(value or "")))).replace("\n", "")


def body(message):
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    html = [part for part in parts if part.get_content_subtype() == "html"]
    part = (html or parts)[0]
    return part.get_payload(decode=True).decode(part.get_content_charset() or "utf-8")


letters = []
box = mailbox.Maildir(sys.argv[1], create=False) if os.path.isdir(sys.argv[1]) else {}
for key in sorted(box.keys()):
    message = box[key]
    text = body(message)
    date = parsedate_tz(str(message["Date"] or ""))
    letters.append({
        "title": shown(message["Subject"]),
        "time": mktime_tz(date) if date else None,
        "from": parseaddr(shown(message["From"]))[0],
        "headers": {name.lower(): shown(value) for name, value in message.items()},
        "html": text,
        "enclosures": re.findall(r"Enclosure: (?:<a href=\"([^\"]+)\"|(\S+))", text),
    })
print(json.dumps(letters))
