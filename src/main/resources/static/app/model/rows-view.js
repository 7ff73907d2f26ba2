// Which rows a table shows, and in which order: a filter and a sort over columns that grow. What is new is put where it
// belongs; the whole is done anew only when the question changes, in slices.

import { inSlices, sortInSlices } from "./slices.js";

export class RowsView extends EventTarget {
  #columns;
  #order = new Uint32Array(0);
  #length = 0;
  #seen = 0;
  #dropped = 0;
  #run = 0;
  #working = false;
  sort = { column: "seq", down: true };
  filter = { text: "", type: -1, status: 0, kind: "" };

  constructor(columns) {
    super();
    this.#columns = columns;
  }

  get length() {
    return this.#length;
  }

  get working() {
    return this.#working;
  }

  /** The place in the columns of the row that stands at an index. */
  at(index) {
    return this.#order[this.#byNumber() && this.sort.down ? this.#length - 1 - index : index];
  }

  /** Where an event stands, or -1. */
  indexOf(place) {
    const found = this.#order.subarray(0, this.#length).indexOf(place);
    return found < 0 || !(this.#byNumber() && this.sort.down) ? found : this.#length - 1 - found;
  }

  #byNumber() {
    return this.sort.column === "seq";
  }

  /** Asks something else: `{sort}`, `{filter}` or both. */
  async ask(question) {
    const reversed = question.sort && question.sort.column === "seq" && this.#byNumber() && !question.filter;
    Object.assign(this, question);
    if (!reversed) {
      await this.#anew();
    }
    this.#changed();
  }

  async #anew() {
    const run = ++this.#run;
    this.#working = true;
    this.#changed();
    const columns = this.#columns;
    const dropped = columns.dropped;
    const live = () => run === this.#run && columns.dropped === dropped;
    const to = columns.size;
    const order = new Uint32Array(to);
    const passes = this.#passes();
    let length = 0;
    let whole = await inSlices(to, 2_048, (from, end) => {
      for (let i = from; i < end; i++) {
        if (passes(i)) {
          order[length++] = i;
        }
      }
    }, live);
    if (whole && !this.#byNumber()) {
      whole = await sortInSlices(order.subarray(0, length), this.#compare(), live);
    }
    if (run !== this.#run) {
      return;
    }
    if (!whole || columns.dropped !== dropped) {
      return this.#anew(); // the oldest went meanwhile: the places have moved
    }
    this.#working = false;
    [this.#order, this.#length, this.#seen, this.#dropped] = [order, length, to, dropped];
    this.grow();
  }

  /** Takes in what has come since. */
  grow() {
    if (this.#working) {
      return;
    }
    const columns = this.#columns;
    if (columns.dropped !== this.#dropped) {
      this.#shift(columns.dropped - this.#dropped);
    }
    const passes = this.#passes();
    const fresh = [];
    for (; this.#seen < columns.size; this.#seen++) {
      if (passes(this.#seen)) {
        fresh.push(this.#seen);
      }
    }
    if (fresh.length) {
      this.#room(this.#length + fresh.length);
      this.#byNumber() ? this.#append(fresh) : this.#insert(fresh);
    }
    this.#changed();
  }

  /** The oldest have gone: what is left has moved up. */
  #shift(n) {
    let length = 0;
    for (let i = 0; i < this.#length; i++) {
      if (this.#order[i] >= n) {
        this.#order[length++] = this.#order[i] - n;
      }
    }
    this.#length = length;
    this.#seen = Math.max(0, this.#seen - n); // some may have gone unseen
    this.#dropped += n;
  }

  #append(fresh) {
    this.#order.set(fresh, this.#length);
    this.#length += fresh.length;
  }

  #insert(fresh) {
    const compare = this.#compare();
    fresh.sort(compare);
    let to = this.#length + fresh.length;
    let end = this.#length;
    for (let i = fresh.length - 1; i >= 0; i--) {
      const at = this.#upper(fresh[i], end, compare);
      this.#order.copyWithin(to - (end - at), at, end);
      to -= end - at + 1;
      this.#order[to] = fresh[i];
      end = at;
    }
    this.#length += fresh.length;
  }

  #upper(place, high, compare) {
    let low = 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(this.#order[middle], place) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  #room(length) {
    if (length > this.#order.length) {
      const larger = new Uint32Array(Math.max(length, this.#order.length * 2, 1_024));
      larger.set(this.#order.subarray(0, this.#length));
      this.#order = larger;
    }
  }

  #compare() {
    const values = this.#columns[this.sort.column];
    const sign = this.sort.down ? -1 : 1;
    return (a, b) => (values[a] < values[b] ? -sign : values[a] > values[b] ? sign : a - b);
  }

  #passes() {
    const { text, type, status, kind } = this.filter;
    const { url, title, type: types, status: statuses, kind: kinds } = this.#columns;
    const low = text.trim().toLowerCase();
    return (i) => (type < 0 || types[i] === type)
      && (!status || Math.floor(statuses[i] / 100) === status)
      && (!kind || kinds[i] === kind)
      && (!low || url[i].toLowerCase().includes(low) || title[i].toLowerCase().includes(low)
        || kinds[i].includes(low));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
