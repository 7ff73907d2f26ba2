// One event stream for all who want it. EventSource comes back by itself after a cut connection, with Last-Event-ID; it
// gives up after any other answer than 200, which is then asked for what it is.

import { toRow } from "./rows.js";

const OUTCOMES = new Set(["page", "failure", "skip"]);
const TYPES = ["state", "page", "failure", "skip", "sitemap", "progress", "end"];
const BATCH_MAX = 500;
const BATCH_MILLIS = 60;
/** What a refusal means, by its status; after any other the stream is tried again. */
const FINAL = { 204: "ended", 400: "refused", 401: "signed-out", 403: "refused", 404: "gone", 500: "damaged" };
const RETRY_MILLIS = 1_000;
const RETRY_MILLIS_MAX = 30_000;
const GAPS_MAX = 3;

export class Stream {
  #path;
  #numbered;
  #last = 0;
  #source = null;
  #timer = 0;
  #retry = 0;
  #tries = 0;
  #gaps = 0;
  #watchers = new Map();
  #batch = [];
  #live = new Map();
  #status = { status: "connecting", since: Date.now() };

  /**
   * @param {string} path of the event stream
   * @param {boolean} numbered whether its events have numbers, by which it goes on where it was
   */
  constructor(path, numbered) {
    this.#path = path;
    this.#numbered = numbered;
  }

  get empty() {
    return this.#watchers.size === 0;
  }

  /** Sends what comes after a number. */
  add(port, after) {
    const busy = this.#source || this.#retry;
    if (busy && this.#watchers.has(port)) {
      port.send({ ...this.#status }); // what it has not seen yet is on its way
      return;
    }
    this.#flush();
    this.#watchers.set(port, after);
    port.send({ ...this.#status });
    if (this.#status.status === "ended" && after >= this.#last) {
      return;
    }
    if (!busy) {
      this.#last = after;
      this.#open();
    } else if (this.#numbered && after < this.#last) {
      // a listener that has seen more already is not sent it again
      this.#last = after;
      this.#open();
    }
  }

  remove(port) {
    this.#watchers.delete(port);
  }

  /** Ends it; those who still watch are sent the reason. */
  close(status = "closed") {
    this.#stop();
    this.#flush();
    this.#say(status);
  }

  /** Does not wait any longer to try again. */
  wake() {
    if (this.#retry) {
      this.#open();
    }
  }

  #stop() {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#retry);
    this.#retry = 0;
  }

  #open() {
    this.#stop();
    this.#flush();
    const source = new EventSource(this.#numbered ? `${this.#path}?after=${this.#last}` : this.#path);
    this.#source = source;
    source.onopen = () => {
      this.#tries = 0;
      this.#say("live");
    };
    source.onerror = () => {
      if (source === this.#source) {
        this.#say("connecting");
        if (source.readyState === EventSource.CLOSED) {
          this.#stop();
          this.#ask();
        }
      }
    };
    source.addEventListener("store-damaged", () => {
      if (source === this.#source) {
        this.#stop(); // coming back would not help
        this.#flush();
        this.#say("damaged");
      }
    });
    for (const type of TYPES) {
      source.addEventListener(type, (event) => source === this.#source && this.#take(type, event));
    }
  }

  #take(type, event) {
    if (!this.#numbered || type === "progress") {
      const data = JSON.parse(event.data);
      this.#live.set(`${type} ${data.job}`, [0, type, data]); // the latest says all
      this.#plan();
      return;
    }
    const seq = Number(event.lastEventId);
    if (seq <= this.#last) {
      return;
    }
    if (seq !== this.#last + 1 && this.#gaps++ < GAPS_MAX) {
      this.#open(); // a log has no gaps: something between here and there has lost a part
      return;
    }
    this.#gaps = 0;
    this.#last = seq;
    const data = JSON.parse(event.data);
    this.#batch.push([seq, type, OUTCOMES.has(type) ? toRow(seq, type, data) : data]);
    if (type === "end") {
      this.#stop();
      this.#flush();
      this.#say("ended");
    } else if (this.#batch.length >= BATCH_MAX) {
      this.#flush();
    } else {
      this.#plan();
    }
  }

  #plan() {
    this.#timer ||= setTimeout(() => this.#flush(), BATCH_MILLIS);
  }

  #flush() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const events = this.#batch.splice(0);
    const live = [...this.#live.values()];
    this.#live.clear();
    if (!events.length && !live.length) {
      return;
    }
    for (const [port, seen] of this.#watchers) {
      const news = events.filter(([seq]) => seq > seen);
      if (news.length || live.length) {
        port.send({ events: [...news, ...live] });
      }
      if (news.length) {
        this.#watchers.set(port, news[news.length - 1][0]);
      }
    }
  }

  #say(status) {
    if (status !== this.#status.status) {
      this.#status = { status, since: Date.now() };
    }
    this.#watchers.forEach((seen, port) => port.send({ ...this.#status }));
  }

  /** EventSource does not show with which status it was refused. */
  async #ask() {
    const url = this.#numbered ? `${this.#path}?after=${this.#last}` : this.#path;
    const status = await fetch(url, { method: "HEAD" }).then((response) => response.status, () => 0);
    const final = FINAL[status];
    if (this.#source || this.#retry) {
      return;
    }
    if (final) {
      this.#say(final);
      return;
    }
    const wait = Math.min(RETRY_MILLIS_MAX, RETRY_MILLIS * 2 ** this.#tries++);
    this.#say(status === 503 || status === 429 ? "busy" : "connecting");
    this.#retry = setTimeout(() => this.#open(), wait * (0.75 + Math.random() / 2));
  }
}
