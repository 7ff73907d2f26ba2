"""Keeps the fuzzer from requests whose refusal depends on more than one value, which no schema can say.

Only requests that are right by the document are changed; what is wrong by it is sent as it was made up.
"""

import uuid

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    headers, query = case.headers, case.query
    for name in list(headers or {}):
        if name.lower() == "idempotency-key":  # one that was used for another body is refused
            headers[name] = str(uuid.uuid4())
    path = case.operation.path
    if path.endswith("/pages") and query:
        # `limit` is for JSON, `types` for NDJSON and CSV: elsewhere they are refused, never ignored
        form = query.get("format")
        if form in ("ndjson", "csv", "warc"):
            query.pop("limit", None)
        if form not in ("ndjson", "csv"):
            query.pop("types", None)
    if path.startswith("/v1/jobs/{id}/"):
        # a place beyond the log of a job that has not ended is refused
        for values, key in ((query, "after"), (headers, "Last-Event-ID")):
            for name in list(values or {}):
                if name.lower() == key.lower() and str(values[name]).isdigit():
                    values[name] = "0"
