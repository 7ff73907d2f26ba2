// The list of jobs, kept by one stream. What a live event does not contain (a job that is new here, the account of one
// that ended) is read.

import { call, jobPath } from "../api.js";
import { watch } from "../streams.js";
import { hear } from "../tabs.js";
import { Estimate } from "./estimate.js";
import { ENDED } from "./job-model.js";

const LIST_MAX = 100;
const CHANGE_MILLIS = 250;
/** Further stretches that are read by themselves while none of their jobs has the labels that are asked for. */
const STRETCHES_MAX = 20;
/** A job that is deleted is cancelled first, and gone a moment later, without an event. */
export const DELETING_MILLIS = 2_000;

class Jobs extends EventTarget {
  byId = new Map();
  next = null;
  loaded = false;
  problem = null;
  status = "connecting";
  statusSince = Date.now();
  /** Labels that are asked for, as `name:value`. */
  labels = [];
  #speeds = new Map();
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

  /** Those that have the labels that are asked for, newest first. */
  get labelled() {
    return this.all.filter(({ spec }) => this.labels.every((label) => labelsOf(spec).includes(label)));
  }

  /** Outcomes a second, as far as it is known. */
  speed({ id, state, counters: c, startedAt, endedAt }) {
    if (ENDED.has(state)) {
      const millis = Date.parse(endedAt) - Date.parse(startedAt);
      return (((c.pages + c.failures + c.skips) * 1_000) / Math.max(1_000, millis)) || 0; // a moment has no speed
    }
    return state === "running" ? (this.#speeds.get(id)?.rate ?? 0) : 0;
  }

  /** Asks for jobs with all of these labels only. */
  async ask(labels) {
    if (labels.join("\n") !== this.labels.join("\n")) {
      this.labels = labels;
      this.loaded = false;
      this.next = null;
      await this.load();
    }
  }

  async load() {
    const asked = this.labels;
    try {
      const { jobs, next } = await call("GET", this.#path(null));
      if (asked !== this.labels) {
        return; // something else was asked meanwhile
      }
      this.byId = new Map(jobs.filter(({ id }) => !this.#gone.has(id)).map((job) => [job.id, job]));
      this.next = next;
      this.loaded = true;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
    this.#changed();
    await this.#furtherWhileNone();
  }

  /** A rare label may be behind many jobs without it. */
  async #furtherWhileNone() {
    const asked = this.labels;
    for (let i = 0; i < STRETCHES_MAX && asked === this.labels && asked.length && this.next && !this.problem
        && !this.labelled.length; i++) {
      await this.more();
    }
  }

  /** Reads the next older ones. */
  async more() {
    const asked = this.labels;
    try {
      const { jobs, next } = await call("GET", this.#path(this.next));
      if (asked !== this.labels) {
        return;
      }
      jobs.filter(({ id }) => !this.#gone.has(id)).forEach((job) => this.byId.set(job.id, job));
      this.next = next;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
    this.#changed();
  }

  #path(after) {
    const query = new URLSearchParams([["limit", LIST_MAX], ...this.labels.map((label) => ["label", label]),
      ...(after ? [["after", after]] : [])]);
    return `v1/jobs?${query}`;
  }

  know(job) {
    if (!this.#gone.has(job.id)) { // an answer from before it was deleted may come after that
      this.byId.set(job.id, { ...this.byId.get(job.id), ...job });
      this.#changed();
    }
  }

  forget(id) {
    this.#speeds.delete(id);
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
      this.load(); // what happened without a listener
    }
    this.#changed();
  }

  #take(type, data) {
    const known = this.byId.get(data.job);
    if (type === "progress" && known) {
      this.#measure(data.job, data.counters);
      this.know({ id: data.job, counters: data.counters, pagesPerSecond: data.pagesPerSecond, waits: data.waits });
    } else if (type === "state" && known && !ENDED.has(data.state)) {
      this.know({ id: data.job, state: data.state, why: data.why });
    } else {
      this.#speeds.delete(data.job);
      this.#read(data.job);
      if (data.state === "cancelled") {
        setTimeout(() => this.#read(data.job), DELETING_MILLIS);
      }
    }
  }

  #measure(id, counters) {
    if (!this.#speeds.has(id)) {
      this.#speeds.set(id, new Estimate());
    }
    this.#speeds.get(id).add(counters);
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

/** The labels of a job's specification, as `name:value`. */
export const labelsOf = (spec) => Object.entries(spec?.labels ?? {}).map(([name, value]) => `${name}:${value}`);

export const jobs = new Jobs();
