// The first page: one field to start a crawl, and all jobs, live. What is asked of the list stands in the address.

import { html, nothing, Part } from "../lit.js";
import { t } from "../messages.js";
import { ENDED } from "../model/job-model.js";
import { jobs, labelsOf } from "../model/jobs.js";
import { go, toList } from "../router.js";
import { mayChange } from "../session.js";
import { foreign, jobTitle, refusal } from "../parts/small.js";
import "../parts/job-table.js";
import "../parts/submit-form.js";

const FILTERS = ["all", "active", "ended"];

class Home extends Part {
  static properties = { query: {}, text: { state: true }, asked: { state: true } };

  constructor() {
    super();
    this.text = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(jobs, "change", () => this.requestUpdate());
    document.title = t("app.title");
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    jobs.ask([]);
  }

  willUpdate(changed) {
    if (changed.has("query")) {
      jobs.ask(this.query.getAll("label"));
    }
  }

  get shown() {
    const asked = this.query.get("show");
    return FILTERS.includes(asked) ? asked : "all";
  }

  render() {
    const { shown } = this;
    const low = this.text.trim().toLowerCase();
    const list = jobs.labelled.filter((job) => shown === "all" || ENDED.has(job.state) === (shown === "ended"))
      .filter((job) => !low || this.#texts(job).some((text) => text.toLowerCase().includes(low)));
    const filtered = shown !== "all" || low !== "" || jobs.labels.length > 0;
    return html`
      <section class="hero">
        <h1 tabindex="-1">${t("home.title")}</h1>
        ${mayChange() ? html`<ow-submit .from=${this.query.get("from")}></ow-submit>`
          : html`<p class="quiet">${t("home.reader")}</p>`}
      </section>
      <section aria-labelledby="jobs-title">
        <div class="head-line">
          <h2 id="jobs-title">${t("home.jobs")}</h2>
          ${this.#search()}
          <div class="choices" role="group" aria-label=${t("home.show")}>
            ${FILTERS.map((name) => html`<button type="button" aria-pressed=${shown === name ? "true" : "false"}
              @click=${() => go(toList({ labels: jobs.labels, show: name }))}>${t(`home.show.${name}`)}</button>`)}
          </div>
        </div>
        ${this.#labels()}
        ${refusal(jobs.problem)}
        ${list.length ? html`<ow-job-table .list=${list} .more=${jobs.next !== null}></ow-job-table>`
          : this.#empty(filtered)}
        ${jobs.next ? html`<p><button type="button" @click=${() => jobs.more()}>${t("home.more")}</button></p>`
          : nothing}
      </section>`;
  }

  #texts(job) {
    return [jobTitle(job), job.id, job.owner ?? "", ...(job.spec?.seeds ?? []), ...labelsOf(job.spec)];
  }

  #search() {
    return html`<div class="field list-search"><label for="jobs-text" class="unseen">${t("home.text")}</label>
      <input id="jobs-text" type="search" autocomplete="off" spellcheck="false" placeholder=${t("home.text")}
        .value=${this.text} @input=${({ target }) => (this.text = target.value)}></div>`;
  }

  /** The labels that are asked for, each to be dropped. */
  #labels() {
    return !jobs.labels.length ? nothing : html`<p class="actions">${jobs.labels.map((label) => html`<button
      type="button" class="chip" @click=${() => this.#drop(label)}>${foreign(label)}
        <span aria-hidden="true">✕</span><span class="unseen">${t("home.dropLabel")}</span></button>`)}</p>`;
  }

  #drop(label) {
    go(toList({ labels: jobs.labels.filter((other) => other !== label), show: this.shown }));
  }

  #empty(filtered) {
    if (!jobs.loaded || filtered) {
      return html`<p class="empty quiet">${t(jobs.loaded ? "home.noneSuch" : "app.loading")}</p>`;
    }
    return html`<div class="empty quiet"><p>${t("home.none")}</p>
      ${mayChange() ? html`<p><button type="button" @click=${() => this.querySelector("ow-submit").example()}>${
        t("home.example")}</button></p>` : nothing}</div>`;
  }
}

customElements.define("ow-home", Home);
