// A table of any length: only the rows that are seen are in the page. A row has one height, so that its place is known
// without looking; what does not fit is cut, and is in the drawer.

import { html, nothing, Part } from "../lit.js";
import { t } from "../messages.js";
import { count, size, timeOfDay } from "../format.js";
import { FLAG, TYPES } from "../rows.js";
import { foreign, ownUrl, word } from "./small.js";

const COLUMNS = [
  { name: "seq", key: "column.seq", number: true },
  { name: "type", key: "column.outcome" },
  { name: "url", key: "column.url" },
  { name: "kind", key: "column.kind" },
  { name: "status", key: "column.status", number: true },
  { name: "bytes", key: "column.bytes", number: true },
  { name: "millis", key: "column.millis", number: true },
  { name: "depth", key: "column.depth", number: true },
  { name: "time", key: "column.at", number: true },
];
/** Rows beyond what is seen, for who scrolls fast. */
const SPARE = 8;
/** There a row has two lines. Browsers place nothing beyond 16 million pixels; 110,000 rows of 64 are 7 million. */
const NARROW = matchMedia("(max-width: 760px)");

class ResultTable extends Part {
  static properties = { model: {}, first: { state: true }, active: { state: true } };

  /** The row that is seen first, by its number, and where it stood: it stays there when others come above it. */
  #anchor = { seq: -1, index: 0 };
  #pointed = false;

  constructor() {
    super();
    this.first = 0;
    this.active = -1; // the event's number: what stands where changes as results come
    this.seen = 20;
  }

  connectedCallback() {
    super.connectedCallback();
    this.rows = this.model.rows;
    this.listen(this.rows, "change", () => this.requestUpdate());
    this.listen(NARROW, "change", () => this.requestUpdate());
    this.watcher = new ResizeObserver(() => this.#measure());
  }

  firstUpdated() {
    this.watcher.observe(this.#box());
    this.#measure();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  get rowHeight() {
    return NARROW.matches ? 64 : 36;
  }

  render() {
    const length = this.rows.length;
    const from = Math.max(0, Math.min(this.first, length - this.seen) - SPARE);
    const to = Math.min(length, Math.max(0, Math.min(this.first, length - 1)) + this.seen + SPARE);
    this.from = from;
    const shown = Array.from({ length: Math.max(0, to - from) }, (none, i) => from + i);
    const current = shown.some((index) => this.#seq(index) === this.active);
    return html`<div class="grid card flush" role="grid" aria-label=${t("results.table")} aria-rowcount=${length + 1}
        aria-colcount=${COLUMNS.length} aria-readonly="true" tabindex="0" @keydown=${this.#key}
        aria-activedescendant=${current ? `row-${this.active}` : nothing} @scroll=${this.#scroll}
        @pointerenter=${this.#point} @pointerleave=${this.#unpoint}>
      <div role="rowgroup" class="grid-head"><div role="row" aria-rowindex="1" class="grid-row">
        ${COLUMNS.map((column) => this.#head(column))}</div></div>
      <div role="rowgroup" class="grid-all"><div class="grid-shown" role="presentation">
        ${shown.map((index) => this.#row(index))}</div></div>
    </div>`;
  }

  updated() {
    // a style attribute is inline code to the page's policy; a property set by a script is not
    this.querySelector(".grid-all").style.height = `${this.rows.length * this.rowHeight}px`;
    this.querySelector(".grid-shown").style.transform = `translateY(${this.from * this.rowHeight}px)`;
    this.#stay();
  }

  /** New results push the list on at its top alone: a row that moves away could not be read, or hit. */
  #stay() {
    const { rows } = this;
    const { seq, index, sort, filter } = this.#anchor;
    const same = sort === rows.sort && filter === rows.filter;
    if (same && seq >= 0 && (this.#pointed || this.#box().scrollTop > 0)) {
      const now = rows.indexOf(this.model.columns.find(seq));
      if (now >= 0 && now !== index) {
        this.#box().scrollTop += (now - index) * this.rowHeight;
        this.#scroll();
      }
    }
    this.#hold();
  }

  #hold() {
    const { sort, filter, working } = this.rows;
    // while something else is being asked, the order is still that of the question before
    this.#anchor = { seq: working ? -1 : this.#seq(this.first), index: this.first, sort, filter };
  }

  #point({ pointerType }) {
    this.#pointed = pointerType === "mouse";
    this.followed = this.#box().scrollTop === 0 ? this.#anchor.seq : -1;
  }

  #unpoint() {
    if (this.#pointed && this.followed === this.#anchor.seq) {
      this.#box().scrollTop = 0; // it was following what is new, and was not scrolled since
    }
    this.#pointed = false;
  }

  #head({ name, key, number }) {
    const { column, down } = this.rows.sort;
    const sorted = column === name;
    return html`<div role="columnheader" class="c-${name} ${number ? "number" : ""}"
      aria-sort=${sorted ? (down ? "descending" : "ascending") : "none"}>
      <button type="button" @click=${() => this.#sort(name)}>${t(key)}<span class="arrow"
        aria-hidden="true">${sorted ? (down ? "↓" : "↑") : ""}</span></button></div>`;
  }

  #row(index) {
    const c = this.model.columns;
    const at = this.rows.at(index);
    const seq = c.seq[at];
    const type = TYPES[c.type[at]];
    const title = c.title[at];
    const url = ownUrl(c.url[at], this.model.job);
    const selected = seq === this.active;
    return html`<div role="row" class="grid-row" id="row-${seq}" aria-rowindex=${index + 2}
      aria-selected=${selected ? "true" : "false"} @click=${() => this.#choose(seq, at)}>
      <div role="gridcell" class="c-seq number quiet">${count(seq)}</div>
      <div role="gridcell" class="c-type"><span class="badge tone-${type}">${t(`type.${type}`)}</span></div>
      <div role="gridcell" class="c-url">${type === "page" && title
        ? html`<span class="title">${foreign(title)}</span><span class="quiet">${url}</span>`
        : html`${url}${title && type === "failure"
          ? html`<span class="quiet">${foreign(title)}</span>` : nothing}`}</div>
      <div role="gridcell" class="c-kind quiet">${this.#kind(type, c.kind[at], c.flags[at])}</div>
      <div role="gridcell" class="c-status number">${c.status[at] || ""}</div>
      <div role="gridcell" class="c-bytes number">${type === "page" ? size(c.bytes[at]) : ""}</div>
      <div role="gridcell" class="c-millis number">${type === "page" ? t("time.millis", { n: c.millis[at] }) : ""}</div>
      <div role="gridcell" class="c-depth number">${c.depth[at]}</div>
      <div role="gridcell" class="c-time number quiet">${timeOfDay(c.time[at])}</div>
    </div>`;
  }

  #kind(type, kind, flags) {
    if (type !== "page") {
      return word(`${type}.title`, kind);
    }
    const marks = [[FLAG.redirected, "mark.redirected"], [FLAG.duplicate, "mark.duplicate"]];
    return html`${foreign(kind)}${marks.map(([flag, key]) => (flags & flag ? ` · ${t(key)}` : ""))}`;
  }

  #box() {
    return this.querySelector(".grid");
  }

  #seq(index) {
    return index >= 0 && index < this.rows.length ? this.model.columns.seq[this.rows.at(index)] : -1;
  }

  /** Height of what is seen of the rows: the head stays above them. */
  #room() {
    return this.#box().clientHeight - this.querySelector(".grid-head").offsetHeight;
  }

  #measure() {
    this.seen = Math.ceil(this.#room() / this.rowHeight) + 1;
    this.requestUpdate();
  }

  #scroll() {
    this.first = Math.floor(this.#box().scrollTop / this.rowHeight);
    this.#hold();
  }

  #sort(name) {
    const { column, down } = this.rows.sort;
    const largestFirst = ["seq", "bytes", "millis"].includes(name);
    this.rows.ask({ sort: { column: name, down: column === name ? !down : largestFirst } });
    this.#box().scrollTop = 0;
  }

  #choose(seq, at) {
    this.active = seq;
    this.dispatchEvent(new CustomEvent("choose", { detail: { at } }));
  }

  #key(event) {
    const page = Math.max(1, this.seen - 2);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (event.key === "Enter" && event.target === event.currentTarget) {
      const at = this.model.columns.find(this.active);
      if (at >= 0) {
        event.preventDefault(); // or it would press what has the focus then, which is the drawer's first button
        this.#choose(this.active, at);
      }
      return;
    }
    const mine = event.target === event.currentTarget && step !== undefined;
    if (!mine || event.altKey || event.ctrlKey || event.metaKey || !this.rows.length) {
      return;
    }
    event.preventDefault();
    this.#move(step);
  }

  /** Goes to the row so many below, and chooses it. */
  step(step) {
    this.#move(step);
    this.#choose(this.active, this.model.columns.find(this.active));
  }

  #move(step) {
    const here = this.active < 0 ? -1 : this.rows.indexOf(this.model.columns.find(this.active));
    const wanted = here < 0 && step === 1 ? 0 : here + step;
    const index = Math.max(0, Math.min(this.rows.length - 1, wanted));
    this.active = this.#seq(index);
    this.#reveal(index);
  }

  #reveal(index) {
    const box = this.#box();
    const top = index * this.rowHeight;
    if (top < box.scrollTop) {
      box.scrollTop = top;
    } else if (top + this.rowHeight > box.scrollTop + this.#room()) {
      box.scrollTop = top + this.rowHeight - this.#room();
    }
    this.#scroll();
  }
}

customElements.define("ow-result-table", ResultTable);
