// What happened when: outcomes and answer times by moments of equal length, which grow with the crawl so that there are
// never more of them than a chart can show.

import { AT, TYPES } from "../rows.js";

const BUCKETS_MAX = 120;
const PER_OCTAVE = 4;
const BINS = 72;

export class Timeline {
  /** Length of a moment in milliseconds. */
  width = 1_000;
  #buckets = new Map();

  add(row) {
    const at = row[AT.time];
    if (!at) {
      return;
    }
    const bucket = this.#at(Math.floor(at / this.width));
    bucket[TYPES[row[AT.type]]]++;
    if (row[AT.type] === 0) {
      bucket.times[Math.min(BINS - 1, Math.floor(Math.log2(row[AT.millis] + 1) * PER_OCTAVE))]++;
    }
  }

  #at(number) {
    let bucket = this.#buckets.get(number);
    if (!bucket) {
      bucket = { page: 0, failure: 0, skip: 0, times: new Uint32Array(BINS) };
      this.#buckets.set(number, bucket);
      const [first, last] = this.#span();
      if (last - first >= BUCKETS_MAX) {
        this.#widen();
        return this.#at(Math.floor(number / 2));
      }
    }
    return bucket;
  }

  #span() {
    let [first, last] = [Infinity, -Infinity];
    for (const number of this.#buckets.keys()) {
      first = Math.min(first, number);
      last = Math.max(last, number);
    }
    return [first, last];
  }

  #widen() {
    const old = [...this.#buckets];
    this.#buckets.clear();
    this.width *= 2;
    for (const [number, bucket] of old) {
      const into = this.#at(Math.floor(number / 2));
      TYPES.forEach((type) => (into[type] += bucket[type]));
      bucket.times.forEach((n, bin) => (into.times[bin] += n));
    }
  }

  /**
   * @returns {Record<"times" | "pages" | "failures" | "skips" | "p50" | "p95", number[]>} seconds since 1970; pages,
   *     failures and skips a second; milliseconds
   */
  series() {
    const made = { times: [], pages: [], failures: [], skips: [], p50: [], p95: [] };
    if (!this.#buckets.size) {
      return made;
    }
    const [first, last] = this.#span();
    for (let number = first; number <= last; number++) {
      const bucket = this.#buckets.get(number);
      made.times.push((number * this.width) / 1_000);
      made.pages.push(((bucket?.page ?? 0) * 1_000) / this.width);
      made.failures.push(((bucket?.failure ?? 0) * 1_000) / this.width);
      made.skips.push(((bucket?.skip ?? 0) * 1_000) / this.width);
      made.p50.push(bucket?.page ? percentile(bucket.times, bucket.page, 0.5) : null);
      made.p95.push(bucket?.page ? percentile(bucket.times, bucket.page, 0.95) : null);
    }
    return made;
  }

  /** The same over all of it. */
  overall() {
    const times = new Uint32Array(BINS);
    let pages = 0;
    for (const bucket of this.#buckets.values()) {
      pages += bucket.page;
      bucket.times.forEach((n, bin) => (times[bin] += n));
    }
    return pages ? { p50: percentile(times, pages, 0.5), p95: percentile(times, pages, 0.95) } : null;
  }
}

/** Right within a tenth, as bins are that wide. */
function percentile(bins, all, part) {
  let left = all * part;
  const bin = bins.findIndex((n) => (left -= n) <= 0);
  return Math.round(2 ** ((Math.max(0, bin) + 0.5) / PER_OCTAVE) - 1);
}
