// All streams of a browser. HTTP/1.1 gives a browser six connections for one server, and a stream holds one for hours:
// so there is one for all jobs, and one for each job that is looked at, however many tabs do so.

import { Stream } from "./stream.js";

/** Jobs that are streamed at the same time: two windows side by side. What was looked at longest ago is parked. */
const JOBS_MAX = 2;
/** A tab that has crashed says no goodbye; one that is seen says so every 20 s. */
const SILENCE_MILLIS_MAX = 60_000;

export class Hub {
  #streams = new Map(); // in the order in which they were last asked for
  #tabs = new Map();
  #base;

  /** @param {string} base URL that the API's paths are below */
  constructor(base) {
    this.#base = base;
    self.addEventListener("online", () => this.#streams.forEach((stream) => stream.wake()));
  }

  /** Serves a tab by its port, from which it says what it wants to watch. */
  connect(port) {
    const tab = { heard: Date.now(), watches: new Map() };
    this.#tabs.set(port, tab);
    port.onmessage = ({ data }) => {
      tab.heard = Date.now();
      this.#tabs.set(port, tab); // one that said goodbye may come back from the browser's history
      if (data.do === "watch") {
        this.#watch(port, tab, data.stream, data.after);
      } else if (data.do === "leave") {
        this.#leave(tab, data.stream);
      } else if (data.do === "bye") {
        this.#drop(port);
      } else if (data.do === "count") {
        port.postMessage({ stream: "count", streams: [...this.#streams.keys()], tabs: this.#tabs.size });
      }
      this.#sweep();
    };
  }

  #watch(port, tab, name, after) {
    let stream = this.#streams.get(name);
    if (!stream) {
      stream = new Stream(this.#path(name), name !== "all");
    }
    this.#streams.delete(name);
    this.#streams.set(name, stream);
    let watch = tab.watches.get(name);
    if (!watch) {
      watch = { send: (message) => port.postMessage({ stream: name, ...message }) };
      tab.watches.set(name, watch);
    }
    this.#bound();
    stream.add(watch, after ?? 0);
  }

  #bound() {
    const jobs = [...this.#streams.keys()].filter((name) => name !== "all");
    for (const name of jobs.slice(0, Math.max(0, jobs.length - JOBS_MAX))) {
      this.#streams.get(name).close("parked");
      this.#streams.delete(name);
    }
  }

  #leave(tab, name) {
    const stream = this.#streams.get(name);
    stream?.remove(tab.watches.get(name));
    tab.watches.delete(name);
    if (stream?.empty) {
      stream.close();
      this.#streams.delete(name);
    }
  }

  #drop(port) {
    const tab = this.#tabs.get(port);
    if (tab) {
      [...tab.watches.keys()].forEach((name) => this.#leave(tab, name));
      this.#tabs.delete(port);
    }
  }

  #sweep() {
    const now = Date.now();
    for (const [port, tab] of this.#tabs) {
      if (tab.watches.size && now - tab.heard > SILENCE_MILLIS_MAX) {
        this.#drop(port);
      }
    }
  }

  #path(name) {
    return name === "all" ? `${this.#base}v1/events` : `${this.#base}v1/jobs/${encodeURIComponent(name)}/events`;
  }
}
