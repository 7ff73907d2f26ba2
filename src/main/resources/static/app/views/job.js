// One job: its name, its state, what may be done with it, and the tabs.

import { html, nothing, Part } from "../lit.js";
import { t } from "../messages.js";
import { dateTime } from "../format.js";
import { JobModel } from "../model/job-model.js";
import { jobs, labelsOf } from "../model/jobs.js";
import { toJob, toList } from "../router.js";
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
    this.listen(jobs, "change", () => this.#again());
    this.model.open();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.model.close();
  }

  /** What could not be read while the service was unreachable is read when it is back. */
  #again() {
    const { problem } = this.model;
    if (jobs.isGone(this.jobId)) {
      this.model.lose();
    } else if (problem && problem.status !== 404 && jobs.status === "live") {
      this.model.open();
    }
  }

  updated(changed) {
    if (changed.has("tab")) {
      this.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    }
  }

  render() {
    const { job, problem } = this.model;
    if (problem && (problem.status === 404 || !job)) {
      return html`<h1 tabindex="-1">${t(problem.status === 404 ? "job.notThere" : "job.notRead")}</h1>
        <p>${problem.status === 404 ? t("job.notThere.about") : problem.message}</p>
        <p><a href="#/">${t("nowhere.back")}</a></p>`;
    }
    if (!job) {
      return html`<h1 tabindex="-1" class="quiet">${t("app.loading")}</h1>`;
    }
    document.title = t("job.pageTitle", { title: jobTitle(job) });
    const tab = JOB_TABS.find(({ id }) => id === this.tab) ?? JOB_TABS[0];
    const more = job.spec.seeds.length - SEEDS_SHOWN;
    return html`
      <nav class="crumbs small" aria-label=${t("job.crumbs")}><a href="#/">${t("app.jobs")}</a></nav>
      <div class="job-head">
        <div class="job-title">
          <h1 tabindex="-1">${foreign(jobTitle(job))}</h1>
          <p class="job-line">${stateBadge(job.state)}
            ${job.why ? html`<span>${word("why", job.why)}</span>` : nothing}
            <span class="quiet">${t("job.created", { at: dateTime(job.createdAt) })}</span>
            <code class="quiet small">${job.id}</code>
            ${labelsOf(job.spec).map((label) => html`<a class="pill" href=${toList({ labels: [label] })}
              title=${t("home.byLabel")}>${foreign(label)}</a>`)}</p>
          <p class="seeds small">${job.spec.seeds.slice(0, SEEDS_SHOWN).map((seed) => html`${outLink(seed)} `)}
            ${more > 0 ? html`<span class="quiet">${t("job.moreSeeds", { n: more })}</span>` : nothing}</p>
        </div>
        <ow-actions .model=${this.model} .state=${job.state}></ow-actions>
      </div>
      <p role="status" class="unseen">${this.#news(job)}</p>
      ${this.#stream()}
      <nav class="tabs" aria-label=${t("job.tabs")}>${JOB_TABS.map(({ id, label }) => html`<a href=${toJob(job.id, id)}
        aria-current=${id === tab.id ? "page" : nothing}>${t(label)}</a>`)}</nav>
      <div class="tab-body">${tab.render(this.model, this.query)}</div>`;
  }

  /** Said aloud when the state changes, and not at every page. */
  #news({ state, why, counters }) {
    if (state !== this.stateSaid) {
      const first = this.stateSaid === undefined;
      this.stateSaid = state;
      this.news = first ? "" : t("job.news", { state: t(`state.${state}`), why: why ? `, ${word("why", why)}` : "",
        pages: t("job.pages", { n: counters.pages }), failures: t("job.failures", { n: counters.failures }) });
    }
    return this.news;
  }

  /** Its stream may be missing while the service is there; that the service is unreachable is shown for all views. */
  #stream() {
    const { status } = this.model;
    return html`<div role="status">${["live", "ended", "connecting", "closed"].includes(status) ? nothing
      : html`<p class="box warn">${t(`stream.${status}`)}</p>`}</div>`;
  }
}

customElements.define("ow-job", Job);
