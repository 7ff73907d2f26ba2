// The list of jobs, kept by one stream. What a live event does not tell (a job that is new here, the account of one
// that ended) is read.

import { call, jobPath } from "../api.js";
import { watch } from "../streams.js";
import { hear } from "../tabs.js";
import { ENDED } from "./job-model.js";

const LIST_MAX = 100;
const CHANGE_MILLIS = 250;
/** A job that is deleted is cancelled first, and gone a moment later, of which no event tells. */
export const DELETING_MILLIS = 2_000;

class Jobs extends EventTarget {
  byId = new Map();
  next = null;
  loaded = false;
  problem = null;
  status = "connecting";
  statusSince = Date.now();
  #timer = 0;
  #asking = new Set();
  #gone = new Set();

  /** Begins; once for each tab. */
  start() {
    hear(({ deleted }) => deleted && this.forget(deleted));
    watch("all", 0, {
      onEvents: (events) => events.forEach(([, type, data]) => this.#take(type, data)),
      onStatus: (status, since) => this.#say(status, since),
    });
  }

  /** Newest first: ids sort by creation. */
  get all() {
    return [...this.byId.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  async load() {
    try {
      const { jobs, next } = await call("GET", `v1/jobs?limit=${LIST_MAX}`);
      this.byId = new Map(jobs.filter(({ id }) => !this.#gone.has(id)).map((job) => [job.id, job]));
      this.next = next;
      this.loaded = true;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
    this.#changed();
  }

  /** Reads the next older ones. */
  async more() {
    try {
      const { jobs, next } = await call("GET", `v1/jobs?limit=${LIST_MAX}&after=${encodeURIComponent(this.next)}`);
      jobs.forEach((job) => this.byId.set(job.id, job));
      this.next = next;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
    this.#changed();
  }

  know(job) {
    if (!this.#gone.has(job.id)) { // an answer from before it was deleted may come after that
      this.byId.set(job.id, { ...this.byId.get(job.id), ...job });
      this.#changed();
    }
  }

  forget(id) {
    this.#gone.add(id);
    this.byId.delete(id);
    this.#changed();
  }

  isGone(id) {
    return this.#gone.has(id);
  }

  #say(status, since) {
    const wasLive = this.status === "live";
    this.status = status;
    this.statusSince = since;
    if (status === "signed-out") {
      dispatchEvent(new Event("orbweaver:signed-out"));
    }
    if (status === "live" && !wasLive) {
      this.load(); // what happened while nobody listened
    }
    this.#changed();
  }

  #take(type, data) {
    const known = this.byId.get(data.job);
    if (type === "progress" && known) {
      this.know({ id: data.job, counters: data.counters, pagesPerSecond: data.pagesPerSecond, waits: data.waits });
    } else if (type === "state" && known && !ENDED.has(data.state)) {
      this.know({ id: data.job, state: data.state, why: data.why });
    } else {
      this.#read(data.job);
      if (data.state === "cancelled") {
        setTimeout(() => this.#read(data.job), DELETING_MILLIS);
      }
    }
  }

  async #read(id) {
    if (this.#asking.has(id) || this.#gone.has(id)) {
      return;
    }
    this.#asking.add(id);
    try {
      this.know(await call("GET", jobPath(id)));
    } catch (problem) {
      if (problem.status === 404) {
        this.forget(id);
      }
    } finally {
      this.#asking.delete(id);
    }
  }

  #changed() {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.dispatchEvent(new Event("change"));
    }, CHANGE_MILLIS);
  }
}

export const jobs = new Jobs();
