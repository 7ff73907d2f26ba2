// One job: its name, its state, what may be done with it, and the tabs.

import { html, nothing, Part } from "../lit.js";
import { t } from "../messages.js";
import { dateTime, timeOfDay } from "../format.js";
import { JobModel } from "../model/job-model.js";
import { toJob } from "../router.js";
import { foreign, jobTitle, outLink, stateBadge, word } from "../parts/small.js";
import { JOB_TABS } from "./job-tabs.js";
import "../parts/job-actions.js";

const SEEDS_SHOWN = 3;

class Job extends Part {
  static properties = { jobId: {}, tab: {}, query: {} };

  connectedCallback() {
    super.connectedCallback();
    this.model = new JobModel(this.jobId);
    this.listen(this.model, "change", () => this.requestUpdate());
    this.model.open();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.model.close();
  }

  render() {
    const { job, problem } = this.model;
    if (problem && (problem.status === 404 || !job)) {
      return html`<h1 tabindex="-1">${t("job.notThere")}</h1>
        <p>${problem.status === 404 ? t("job.notThere.about") : problem.message}</p><p><a href="#/">${t("nowhere.back")}</a></p>`;
    }
    if (!job) {
      return html`<h1 tabindex="-1" class="quiet">${t("app.loading")}</h1>`;
    }
    document.title = t("job.pageTitle", { title: jobTitle(job) });
    const tab = JOB_TABS.find(({ id }) => id === this.tab) ?? JOB_TABS[0];
    return html`
      <nav class="crumbs small" aria-label=${t("job.crumbs")}><a href="#/">${t("app.jobs")}</a></nav>
      <div class="job-head">
        <div class="job-title">
          <h1 tabindex="-1">${foreign(jobTitle(job))}</h1>
          <p class="job-line">${stateBadge(job.state)}
            ${job.why ? html`<span>${word("why", job.why)}</span>` : nothing}
            <span class="quiet">${t("job.created", { at: dateTime(job.createdAt) })}</span>
            <code class="quiet small">${job.id}</code></p>
          <p class="seeds small">${job.spec.seeds.slice(0, SEEDS_SHOWN).map((seed) => html`${outLink(seed)} `)}
            ${job.spec.seeds.length > SEEDS_SHOWN
              ? html`<span class="quiet">${t("job.moreSeeds", { n: job.spec.seeds.length - SEEDS_SHOWN })}</span>` : nothing}</p>
        </div>
        <ow-actions .model=${this.model} .state=${job.state}></ow-actions>
      </div>
      ${this.#stream()}
      <nav class="tabs" aria-label=${t("job.tabs")}>${JOB_TABS.map(({ id, label }) => html`<a href=${toJob(job.id, id)}
        aria-current=${id === tab.id ? "page" : nothing}>${t(label)}</a>`)}</nav>
      <div class="tab-body">${tab.render(this.model, this.query)}</div>`;
  }

  #stream() {
    const { status, statusSince } = this.model;
    const fine = status === "live" || status === "ended" || (this.model.ended && this.model.caughtUp);
    const fresh = status === "connecting" && Date.now() - statusSince < 1_500;
    return html`<div role="status" class="stream-status">${fine || fresh ? nothing
      : html`<p class="box warn">${t(`stream.${status}`, { since: timeOfDay(statusSince) })}</p>`}</div>`;
  }
}

customElements.define("ow-job", Job);
