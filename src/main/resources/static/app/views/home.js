// The first page: one field to start a crawl, and all jobs, live.

import { html, nothing, Part, repeat } from "../lit.js";
import { t } from "../messages.js";
import { count, rate, since, size } from "../format.js";
import { ENDED } from "../model/job-model.js";
import { jobs } from "../model/jobs.js";
import { toJob } from "../router.js";
import { mayChange } from "../session.js";
import { bar, foreign, jobTitle, refusal, shareDone, stateBadge, word } from "../parts/small.js";
import "../parts/submit-form.js";

const FILTERS = ["all", "active", "ended"];

class Home extends Part {
  static properties = { shown: { state: true } };

  constructor() {
    super();
    this.shown = "all";
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(jobs, "change", () => this.requestUpdate());
    document.title = t("app.title");
  }

  render() {
    const list = jobs.all.filter((job) => this.shown === "all" || ENDED.has(job.state) === (this.shown === "ended"));
    return html`
      <section class="hero">
        <h1 tabindex="-1">${t("home.title")}</h1>
        ${mayChange() ? html`<ow-submit></ow-submit>` : html`<p class="quiet">${t("home.reader")}</p>`}
      </section>
      <section aria-labelledby="jobs-title">
        <div class="head-line">
          <h2 id="jobs-title">${t("home.jobs")}</h2>
          <div class="choices" role="group" aria-label=${t("home.show")}>
            ${FILTERS.map((name) => html`<button type="button" aria-pressed=${this.shown === name ? "true" : "false"}
              @click=${() => (this.shown = name)}>${t(`home.show.${name}`)}</button>`)}
          </div>
        </div>
        ${refusal(jobs.problem)}
        ${list.length ? this.#table(list) : html`<p class="empty quiet">${jobs.loaded
          ? t(this.shown === "all" ? "home.none" : "home.noneSuch") : t("app.loading")}</p>`}
        ${jobs.next ? html`<p><button type="button" @click=${() => jobs.more()}>${t("home.more")}</button></p>`
          : nothing}
      </section>`;
  }

  #table(list) {
    const head = (key, name = "") => html`<th scope="col" class=${name}>${t(key)}</th>`;
    return html`<div class="card flush"><table class="jobs">
      <caption class="unseen">${t("home.jobs")}</caption>
      <thead><tr>
        ${head("column.job")}${head("column.state")}${head("column.progress")}${head("column.pages", "number")}
        ${head("column.failures", "number")}${head("column.rate", "number wide-only")}
        ${head("column.bytes", "number wide-only")}${head("column.created", "number wide-only")}
      </tr></thead>
      <tbody>${repeat(list, (job) => job.id, (job) => this.#row(job))}</tbody>
    </table></div>`;
  }

  #row(job) {
    const c = job.counters ?? {};
    const done = (c.pages ?? 0) + (c.failures ?? 0) + (c.skips ?? 0);
    const wait = job.waits?.[0];
    return html`<tr>
      <td class="job-name"><a href=${toJob(job.id)}>${foreign(jobTitle(job))}</a>
        <span class="quiet small">${job.why ? word("why", job.why) : wait && job.state === "running"
          ? word("wait.short", wait.reason) : job.owner ?? ""}</span></td>
      <td>${stateBadge(job.state)}</td>
      <td class="progress-cell">${bar(c.known ? shareDone(job) : 0, 1, ENDED.has(job.state) ? "rest" : "page")}
        <span class="small quiet">${t("home.done", { done, known: c.known ?? 0 })}</span></td>
      <td class="number">${count(c.pages)}<span class="unit-small"> ${t("column.pages")}</span></td>
      <td class="number">${count(c.failures)}<span class="unit-small"> ${t("column.failures")}</span></td>
      <td class="number wide-only">${t("unit.perSecond", { n: rate(job.pagesPerSecond) })}</td>
      <td class="number wide-only">${size(c.bytes)}</td>
      <td class="number wide-only quiet"><time datetime=${job.createdAt}>${since(job.createdAt)}</time></td>
    </tr>`;
  }
}

customElements.define("ow-home", Home);
