"""Follows an event stream to its end: prints "id type data" for each event, resumes when it breaks, stops at 204."""

import sys

import httpx
from httpx_sse import connect_sse

url = sys.argv[1]
last = ""
out = open(1, "w", encoding="utf-8", newline="\n")
with httpx.Client(timeout=30) as client:
    while True:
        headers = {"Last-Event-ID": last} if last else {}
        try:
            with connect_sse(client, "GET", url, headers=headers) as source:
                if source.response.status_code == 204:
                    break
                for event in source.iter_sse():
                    if not event.data:
                        continue  # a comment: this library makes an event of it, browsers do not
                    last = event.id
                    out.write(f"{event.id} {event.event} {event.data}\n")
        except httpx.TransportError:
            pass  # cut: the rest comes with the next connection
out.close()
