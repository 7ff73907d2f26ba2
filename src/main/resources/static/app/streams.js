// A tab's side of the streams: says what it watches while it is seen, and nothing while it is not.

import { Hub } from "./hub.js";

const ALIVE_MILLIS = 20_000;
const WORKER = "app/streams-worker.js";
/** A worker outlives an update of the service while a tab is open: its messages have a version. */
const NAME = "orbweaver-streams-1";

const watches = new Map();
let port = null;
let alive = 0;

/** Where SharedWorker is missing (Chrome on Android) a tab has its own hub; only a tab that is seen has streams. */
function connect() {
  try {
    const worker = new SharedWorker(trusted(WORKER), { type: "module", name: NAME });
    worker.onerror = () => use(own()); // no modules in workers here
    return worker.port;
  } catch {
    return own();
  }
}

function own() {
  const channel = new MessageChannel();
  new Hub(new URL("./", document.baseURI).href).connect(channel.port1);
  return channel.port2;
}

function trusted(url) {
  const policy = globalThis.trustedTypes?.createPolicy("orbweaver", { createScriptURL: () => WORKER });
  return policy ? policy.createScriptURL(url) : url;
}

function use(next) {
  port = next;
  port.onmessage = ({ data }) => {
    if (data.stream === "count") {
      dispatchEvent(new CustomEvent("orbweaver:count", { detail: data }));
      return;
    }
    const watch = watches.get(data.stream);
    if (!watch) {
      return;
    }
    if (data.status) {
      watch.onStatus(data.status, data.since);
    }
    if (data.events) {
      const news = data.events.filter(([seq]) => seq === 0 || seq > watch.last);
      for (const [seq] of news) {
        watch.last = Math.max(watch.last, seq);
      }
      watch.onEvents(news);
    }
  };
  show();
}

function show() {
  if (document.visibilityState === "visible") {
    watches.forEach((watch, stream) => port.postMessage({ do: "watch", stream, after: watch.last }));
    clearInterval(alive);
    alive = setInterval(() => port.postMessage({ do: "alive" }), ALIVE_MILLIS);
  } else {
    hide();
  }
}

function hide() {
  clearInterval(alive);
  watches.forEach((watch, stream) => port.postMessage({ do: "leave", stream }));
}

/**
 * Watches a stream for as long as the tab is seen.
 *
 * @param {string} stream a job's id, or "all"
 * @param {number} after the number after which it begins
 * @param {{onEvents: (events: Array) => void, onStatus: (status: string, since: number) => void}} watch who listens:
 *     to events as [seq, type, data], where seq is 0 for what has no number
 * @returns {() => void} ends it
 */
export function watch(stream, after, { onEvents, onStatus }) {
  if (!port) {
    use(connect());
    document.addEventListener("visibilitychange", show);
    addEventListener("focus", show); // a job that other windows have pushed out comes back
    addEventListener("pageshow", (event) => event.persisted && show());
    addEventListener("pagehide", () => {
      hide();
      port.postMessage({ do: "bye" });
    });
  }
  const mine = { last: after, onEvents, onStatus };
  watches.set(stream, mine);
  if (document.visibilityState === "visible") {
    port.postMessage({ do: "watch", stream, after });
  }
  return () => {
    if (watches.get(stream) === mine) {
      watches.delete(stream);
      port.postMessage({ do: "leave", stream });
    }
  };
}

/** Which streams are open for all tabs of this browser; for tests and the curious. */
export function countStreams() {
  return new Promise((resolve) => {
    addEventListener("orbweaver:count", ({ detail }) => resolve(detail), { once: true });
    port.postMessage({ do: "count" });
  });
}
