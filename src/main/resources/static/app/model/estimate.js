// When a crawl will be done, said only where it can be: while more is found than is done, it is unknown.

const WINDOW_MILLIS = 30_000;
const SAMPLES_MAX = 150;
const MILLIS_MIN = 3_000;

export class Estimate {
  #samples = [];

  /** Takes the counters of a moment. */
  add(counters, at = performance.now()) {
    const done = counters.pages + counters.failures + counters.skips;
    this.#samples.push({ at, done, known: counters.known, pages: counters.pages });
    while (this.#samples.length > SAMPLES_MAX || at - this.#samples[0].at > WINDOW_MILLIS) {
      this.#samples.shift();
    }
  }

  clear() {
    this.#samples = [];
  }

  /** Outcomes a second of late. */
  get rate() {
    const first = this.#samples[0];
    const last = this.#samples[this.#samples.length - 1];
    const millis = last ? last.at - first.at : 0;
    return millis > 0 ? ((last.done - first.done) * 1_000) / millis : 0;
  }

  /**
   * What is left, to the job's limit of pages where its end is not in sight, or why that is not known.
   *
   * @returns {{millis: number, share: number, toLimit?: boolean} | {why: string}}
   */
  left(maxPages) {
    const first = this.#samples[0];
    const last = this.#samples[this.#samples.length - 1];
    const millis = last ? last.at - first.at : 0;
    if (millis < MILLIS_MIN) {
      return { why: "measuring" };
    }
    const doneRate = (last.done - first.done) / millis;
    const pageRate = (last.pages - first.pages) / millis;
    if (doneRate <= 0) {
      return { why: "waiting" };
    }
    // whichever comes first, and whichever can be said: the job's limit, or the end of what is known
    const toLimit = pageRate > 0 ? (maxPages - last.pages) / pageRate : Infinity;
    const grows = (last.known - first.known) / millis;
    const toEnd = grows < doneRate * 0.5 ? (last.known - last.done) / (doneRate - grows) : Infinity;
    if (toEnd < Infinity) {
      const left = Math.min(toLimit, toEnd);
      return { millis: left, share: last.done / (last.done + left * doneRate) };
    }
    return toLimit < Infinity ? { millis: toLimit, toLimit: true, share: last.pages / maxPages } : { why: "growing" };
  }
}
