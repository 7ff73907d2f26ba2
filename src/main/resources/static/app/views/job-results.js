// All results, as far as a tab holds them: filter, table, drawer.

import { html, nothing, Part } from "../lit.js";
import { pageAt } from "../api.js";
import { t } from "../messages.js";
import { AT, toRow, TYPES } from "../rows.js";
import { ROWS_MAX } from "../model/columns.js";
import { toJob } from "../router.js";
import { word } from "../parts/small.js";
import "../parts/result-drawer.js";
import "../parts/result-table.js";

const TYPING_MILLIS = 150;

class Results extends Part {
  static properties = { model: {}, query: {} };
  #typing = 0;

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.model.rows, "change", () => this.requestUpdate());
    this.listen(this.model, "change", () => this.#openWanted());
    this.#byAddress();
  }

  willUpdate(changed) {
    if (changed.has("query") && this.hasUpdated) {
      this.#byAddress();
    }
  }

  /** A link from elsewhere may ask for some results only. */
  #byAddress() {
    const asked = this.query ?? new URLSearchParams();
    const filter = {
      text: asked.get("text") ?? "",
      type: TYPES.indexOf(asked.get("type")),
      status: Number(asked.get("status")) || 0,
      kind: asked.get("kind") ?? "",
    };
    this.model.rows.ask({ filter });
    this.wanted = Number(asked.get("seq")) || 0;
  }

  updated(changed) {
    if (changed.has("query")) {
      this.#openWanted();
    }
  }

  /** A link may lead to one result, which is opened once it is there; a page that this tab does not hold is read. */
  async #openWanted() {
    const { columns, caughtUp, id } = this.model;
    const seq = this.wanted;
    if (!seq || !this.hasUpdated) {
      return;
    }
    const at = columns.find(seq);
    if (at >= 0) {
      this.wanted = 0;
      this.#show(at);
    } else if (caughtUp) {
      this.wanted = 0;
      const page = await pageAt(id, seq).catch(() => null);
      this.missing = !page;
      if (page) {
        this.querySelector("ow-drawer").show({ row: toRow(seq, "page", page), type: "page" });
      }
      this.requestUpdate();
    }
  }

  /** The address leads to what is open, for a reload and for others. */
  #mark(seq) {
    const query = new URLSearchParams(location.hash.split("?")[1] ?? "");
    query.delete("seq");
    if (seq) {
      query.set("seq", seq);
    }
    history.replaceState(history.state, "", `${toJob(this.model.id, "results")}${query.size ? `?${query}` : ""}`);
  }

  render() {
    const { rows, columns, from, job, caughtUp } = this.model;
    const { filter } = rows;
    const left = from + columns.dropped;
    const found = t(rows.length === columns.size ? "results.all" : "results.some",
      { n: rows.length, held: columns.size });
    return html`
      <div class="filters" role="search" aria-label=${t("results.filter")}>
        <div class="field grow"><label for="filter-text">${t("results.text")}</label>
          <input id="filter-text" type="search" autocomplete="off" spellcheck="false" .value=${filter.text}
            @input=${this.#type}></div>
        <div class="field"><label for="filter-type">${t("column.outcome")}</label>
          <select id="filter-type" @change=${({ target }) => this.#ask({ type: Number(target.value), kind: "" })}>
            ${[-1, 0, 1, 2].map((type) => html`<option value=${type} .selected=${filter.type === type}>${
              t(type < 0 ? "results.everyType" : `type.${TYPES[type]}`)}</option>`)}</select></div>
        <div class="field"><label for="filter-status">${t("column.status")}</label>
          <select id="filter-status" @change=${({ target }) => this.#ask({ status: Number(target.value) })}>
            ${[0, 2, 3, 4, 5].map((status) => html`<option value=${status} .selected=${filter.status === status}>${
              status ? `${status}xx` : t("results.everyStatus")}</option>`)}</select></div>
        ${filter.kind ? html`<button type="button" class="chip" @click=${() => this.#ask({ kind: "" })}>
          ${word(`${TYPES[filter.type] ?? "failure"}.title`, filter.kind)} <span aria-hidden="true">✕</span>
          <span class="unseen">${t("results.dropKind")}</span></button>` : nothing}
      </div>
      <p class="small quiet results-line"><span>${found}</span>
        ${rows.working ? html`<span>${t("results.working")}</span>` : nothing}
        ${!caughtUp ? html`<span>${t("results.reading")}</span>` : nothing}
        ${left ? html`<span class="warn-text">${t("results.more", { max: ROWS_MAX, n: left })}
          <a href=${toJob(job.id, "export")}>${t("results.export")}</a></span>` : nothing}</p>
      <p role="status" class="unseen">${this.#answer(rows, found)}</p>
      ${this.missing ? html`<p class="box warn">${t("results.missing")}</p>` : nothing}
      <ow-result-table .model=${this.model} @choose=${({ detail }) => this.#show(detail.at)}></ow-result-table>
      ${columns.size ? nothing : html`<p class="empty quiet">${t("results.none")}</p>`}
      <ow-drawer .model=${this.model} .moves=${true}
        @step=${({ detail }) => this.querySelector("ow-result-table").step(detail)}
        @closed=${() => this.#closed()}></ow-drawer>`;
  }

  /** What a filter has found is said aloud once, and not again with each result that comes. */
  #answer(rows, found) {
    if (this.asking && !rows.working) {
      this.said = found;
    }
    this.asking = rows.working;
    return this.said ?? "";
  }

  #ask(part) {
    this.model.rows.ask({ filter: { ...this.model.rows.filter, ...part } });
  }

  #type({ target }) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#ask({ text: target.value }), TYPING_MILLIS);
  }

  #show(at) {
    const c = this.model.columns;
    const row = [];
    for (const name in AT) {
      row[AT[name]] = c[name][at];
    }
    this.querySelector("ow-drawer").show({ row, type: TYPES[c.type[at]] });
    this.#mark(c.seq[at]);
  }

  #closed() {
    this.#mark(0);
    this.querySelector(".grid").focus();
  }
}

customElements.define("ow-job-results", Results);
