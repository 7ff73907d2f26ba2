// One job as a tab sees it: the job, its results as far as they are held, and what follows from them. Parts of the page
// look at it and are notified, a few times a second, that it has changed.

import { call, jobPath } from "../api.js";
import { watch } from "../streams.js";
import { Columns, ROWS_MAX } from "./columns.js";
import { Estimate } from "./estimate.js";
import { RowsView } from "./rows-view.js";
import { Tally } from "./tally.js";
import { Timeline } from "./timeline.js";

const CHANGE_MILLIS = 200;
const SITEMAPS_MAX = 200;
export const ENDED = new Set(["completed", "cancelled", "failed"]);

export class JobModel extends EventTarget {
  job = null;
  problem = null;
  status = "connecting";
  statusSince = Date.now();
  columns = new Columns();
  rows = new RowsView(this.columns);
  tally = new Tally();
  timeline = new Timeline();
  estimate = new Estimate();
  /** Number of the event that the tab began after: 0, or more where the log is longer than what is held. */
  from = 0;
  lastSeq = 0;
  /** Outcomes of sitemaps, the newest first, as many as are shown. */
  sitemaps = [];
  #close = () => {};
  #closed = false;
  #timer = 0;

  constructor(id) {
    super();
    this.id = id;
  }

  async open() {
    this.problem = null;
    try {
      this.job = await call("GET", jobPath(this.id));
    } catch (problem) {
      this.problem = problem;
      this.#changed();
      return;
    }
    if (this.#closed) {
      return;
    }
    this.#close();
    this.opened = this.job.events;
    this.from = this.lastSeq = Math.max(0, this.opened - ROWS_MAX);
    this.#close = watch(this.id, this.from, {
      onEvents: (events) => this.#take(events),
      onStatus: (status, since) => this.#say(status, since),
    });
    this.#changed();
  }

  close() {
    this.#closed = true;
    this.#close();
    clearTimeout(this.#timer);
  }

  /** Takes what an action answered. */
  know(job) {
    this.job = { ...this.job, ...job };
    this.#changed();
  }

  get ended() {
    return ENDED.has(this.job?.state);
  }

  /** Whether the log has been read up to where it was when the job was opened. */
  get caughtUp() {
    return this.status === "ended" || this.lastSeq >= (this.opened ?? Infinity);
  }

  #say(status, since) {
    this.status = status;
    this.statusSince = since;
    if (status === "gone") {
      this.lose();
    }
    this.#changed();
  }

  /** It has been deleted. */
  lose() {
    if (this.problem?.status !== 404) {
      this.problem = { status: 404, message: "" };
      this.#changed();
    }
  }

  #take(events) {
    for (const [seq, type, data] of events) {
      this.lastSeq = Math.max(this.lastSeq, seq);
      if (type === "page" || type === "failure" || type === "skip") {
        this.columns.add(data);
        this.tally.add(data);
        this.timeline.add(data);
      } else {
        this.#tell(seq, type, data);
      }
    }
    this.#changed();
  }

  #tell(seq, type, data) {
    if (type === "progress") {
      const { counters, sitemaps, pagesPerSecond, waits } = data;
      this.job = { ...this.job, counters, sitemaps: sitemaps ?? this.job.sitemaps, pagesPerSecond, waits };
      this.estimate.add(data.counters);
    } else if (type === "sitemap") {
      this.sitemaps = [{ ...data, seq }, ...this.sitemaps].slice(0, SITEMAPS_MAX);
    } else if (type === "end") {
      const { state, why, counters, at } = data;
      this.job = { ...this.job, state, why, counters, waits: [], endedAt: at };
      this.#refresh();
    } else if (seq > this.job.events) { // an old move of a log that is read from its beginning says nothing of now
      this.job = { ...this.job, state: data.state, why: data.why, startedAt: this.job.startedAt ?? data.at };
      this.estimate.clear();
    }
  }

  async #refresh() {
    try {
      this.know(await call("GET", jobPath(this.id)));
    } catch (problem) {
      if (problem.status === 404) {
        this.lose();
      }
    }
  }

  #changed() {
    this.#timer ||= setTimeout(() => requestAnimationFrame(() => {
      this.#timer = 0;
      this.rows.grow();
      this.dispatchEvent(new Event("change"));
    }), this.columns.size ? CHANGE_MILLIS : 0);
  }
}
