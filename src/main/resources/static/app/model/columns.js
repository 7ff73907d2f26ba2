// The results that a tab holds: columns of numbers, and of strings where it must be, for 100,000 rows take 30 MB as
// columns and three times that as objects. The oldest go when there are more.

import { AT } from "../rows.js";

/** Rows that are held. */
export const ROWS_MAX = 100_000;
const SPARE = 10_000;

const NUMBERS = {
  seq: Float64Array, type: Uint8Array, status: Uint16Array, bytes: Float64Array, millis: Uint32Array,
  depth: Uint16Array, attempts: Uint16Array, time: Float64Array, flags: Uint8Array,
};
const TEXTS = ["url", "kind", "title", "referrer", "finalUrl"];

export class Columns {
  size = 0;
  /** How many were let go. */
  dropped = 0;
  #capacity = 1_024;
  #kinds = new Map();

  constructor(max = ROWS_MAX) {
    this.max = max;
    for (const [name, Type] of Object.entries(NUMBERS)) {
      this[name] = new Type(this.#capacity);
    }
    TEXTS.forEach((name) => (this[name] = []));
  }

  /** Adds a row, and says how many of the oldest went for it. */
  add(row) {
    const gone = this.size >= this.max + SPARE ? this.#shift(this.size - this.max) : 0;
    if (this.size === this.#capacity) {
      this.#grow();
    }
    const at = this.size++;
    for (const name in NUMBERS) {
      this[name][at] = row[AT[name]];
    }
    this.url[at] = row[AT.url];
    this.title[at] = row[AT.title];
    this.finalUrl[at] = row[AT.finalUrl];
    this.referrer[at] = this.#shared(row[AT.referrer]);
    this.kind[at] = this.#shared(row[AT.kind]);
    return gone;
  }

  /** Many rows are found on one page, and have one type: one string does for all of them. */
  #shared(text) {
    const known = this.#kinds.get(text);
    if (known !== undefined) {
      return known;
    }
    if (this.#kinds.size > 5_000) {
      this.#kinds.clear();
    }
    this.#kinds.set(text, text);
    return text;
  }

  #grow() {
    this.#capacity = Math.min(this.#capacity * 2, this.max + SPARE);
    for (const [name, Type] of Object.entries(NUMBERS)) {
      const larger = new Type(this.#capacity);
      larger.set(this[name]);
      this[name] = larger;
    }
  }

  #shift(n) {
    for (const name in NUMBERS) {
      this[name].copyWithin(0, n, this.size);
    }
    TEXTS.forEach((name) => this[name].splice(0, n));
    this.size -= n;
    this.dropped += n;
    return n;
  }

  /** The place of an event's row, or -1. */
  find(seq) {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.seq[middle] < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < this.size && this.seq[low] === seq ? low : -1;
  }
}
