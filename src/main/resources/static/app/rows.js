// What of an event goes to a tab. An event may have 64 KB of extracted text, of which a table shows nothing: the worker
// keeps what is shown, and the rest is asked for when somebody looks at one result.

/** Places in a row. */
export const AT = Object.freeze({
  seq: 0, type: 1, url: 2, status: 3, kind: 4, bytes: 5, millis: 6, depth: 7, title: 8, referrer: 9, attempts: 10,
  time: 11, flags: 12, finalUrl: 13,
});

/** Types of outcomes, by the number that a row has. */
export const TYPES = ["page", "failure", "skip"];

/** What else is known of a page, as bits. */
export const FLAG = Object.freeze({ body: 1, duplicate: 2, redirected: 4, truncated: 8 });

/** A row for an outcome: plain numbers and strings, which cross from the worker cheaply. */
export function toRow(seq, type, data) {
  const flags = (data.body === "kept" ? FLAG.body : 0)
    | (data.duplicateOf ? FLAG.duplicate : 0)
    | (data.redirects?.length ? FLAG.redirected : 0)
    | (data.truncated ? FLAG.truncated : 0);
  return [
    seq,
    TYPES.indexOf(type),
    data.url ?? "",
    data.status ?? 0,
    (type === "page" ? essence(data.contentType) : type === "failure" ? data.kind : data.reason) ?? "",
    data.bytes ?? 0,
    data.millis ?? 0,
    data.depth ?? 0,
    (type === "page" ? data.title : type === "failure" ? data.message : data.of) ?? "",
    data.referrer ?? "",
    data.attempt ?? data.attempts ?? 0,
    Date.parse(data.at) || 0,
    flags,
    data.redirects?.length ? data.finalUrl : "", // what links from there call their referrer
  ];
}

/** A media type without its parameters. */
function essence(contentType) {
  return contentType?.split(";", 1)[0].trim().toLowerCase();
}
