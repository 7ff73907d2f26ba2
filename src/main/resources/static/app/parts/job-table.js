// The list of jobs: ordered by any column, and deleted many at once.

import { html, live, nothing, Part, repeat } from "../lit.js";
import { call, jobPath } from "../api.js";
import { t } from "../messages.js";
import { count, rate, since, size } from "../format.js";
import { ENDED } from "../model/job-model.js";
import { jobs, labelsOf } from "../model/jobs.js";
import { toJob, toList } from "../router.js";
import { mayChange } from "../session.js";
import { tell } from "../tabs.js";
import { bar, foreign, jobTitle, refusal, shareDone, stateBadge, word } from "./small.js";

const STATES = ["running", "paused", "created", "completed", "cancelled", "failed"];
const DELETED_AT_ONCE = 4;
const COLUMNS = [
  { name: "job", value: (job) => jobTitle(job).toLowerCase() },
  { name: "state", value: (job) => STATES.indexOf(job.state) },
  { name: "progress", value: (job) => shareDone(job) ?? -1, down: true },
  { name: "pages", value: (job) => job.counters?.pages ?? 0, down: true, style: "number" },
  { name: "failures", value: (job) => job.counters?.failures ?? 0, down: true, style: "number" },
  { name: "rate", value: (job) => jobs.speed(job), down: true, style: "number wide-only" },
  { name: "bytes", value: (job) => job.counters?.bytes ?? 0, down: true, style: "number wide-only" },
  { name: "created", value: (job) => job.id, down: true, style: "number wide-only" },
];

class JobTable extends Part {
  static properties = { list: {}, more: {}, sort: { state: true }, chosen: { state: true }, busy: { state: true },
    problem: { state: true } };

  constructor() {
    super();
    this.sort = { name: "created", down: true };
    this.chosen = new Set();
  }

  willUpdate() {
    const there = new Set(this.list.map(({ id }) => id)); // what is not seen is not deleted
    if ([...this.chosen].some((id) => !there.has(id))) {
      this.chosen = new Set([...this.chosen].filter((id) => there.has(id)));
    }
  }

  get ordered() {
    const { value } = COLUMNS.find(({ name }) => name === this.sort.name);
    const sign = this.sort.down ? -1 : 1;
    const keyed = this.list.map((job) => [value(job), job]);
    return keyed.sort(([a], [b]) => (a < b ? -sign : a > b ? sign : 0)).map(([, job]) => job);
  }

  render() {
    const all = this.list.length > 0 && this.chosen.size === this.list.length;
    return html`
      ${this.#bar()}
      ${refusal(this.problem)}
      <div class="card flush"><table class="jobs">
        <caption class="unseen">${t("home.jobs")}</caption>
        <thead><tr>
          ${mayChange() ? html`<td class="choose"><input type="checkbox" aria-label=${t("home.chooseAll")}
            .checked=${live(all)} @change=${() => this.#chooseAll(all)}></td>` : nothing}
          ${COLUMNS.map((column) => this.#head(column))}
        </tr></thead>
        <tbody>${repeat(this.ordered, (job) => job.id, (job) => this.#row(job))}</tbody>
      </table></div>
      ${this.more && this.sort.name !== "created" ? html`<p class="quiet small">${t("home.sortedPart",
        { n: this.list.length })}</p>` : nothing}
      <dialog aria-labelledby="bulk-title" @close=${this.#answered}><form method="dialog">
        <h2 id="bulk-title">${t("ask.deleteMany", { n: this.chosen.size })}</h2>
        <p>${t("ask.deleteMany.about")}</p>
        <p class="actions end"><button value="no" autofocus>${t("ask.deleteMany.no")}</button>
          <button value="yes" class="danger">${t("ask.deleteMany.yes", { n: this.chosen.size })}</button></p>
      </form></dialog>`;
  }

  #bar() {
    const all = this.list.length > 0 && this.chosen.size === this.list.length;
    return html`<div class="list-bar">
      ${mayChange() ? html`<label class="narrow-only"><input type="checkbox" .checked=${live(all)}
        @change=${() => this.#chooseAll(all)}>${t("home.selectAll")}</label>` : nothing}
      <div class="field narrow-only"><label for="jobs-sort">${t("home.sort")}</label>
        <select id="jobs-sort" @change=${({ target }) => this.#sort(target.value)}>${COLUMNS.map(({ name }) => html`
          <option value=${name} .selected=${this.sort.name === name}>${t(`column.${name}`)}</option>`)}</select></div>
      ${this.chosen.size ? html`<span role="status">${t("home.chosen", { n: this.chosen.size })}</span>
        <button type="button" class="danger" ?disabled=${this.busy} @click=${this.#ask}>${t("home.delete")}</button>
        <button type="button" class="plain" @click=${() => (this.chosen = new Set())}>${t("home.chooseNone")}</button>`
        : nothing}</div>`;
  }

  #head({ name, style = "" }) {
    const sorted = this.sort.name === name;
    return html`<th scope="col" class=${style} aria-sort=${sorted ? (this.sort.down ? "descending" : "ascending")
      : nothing}><button type="button" class="sort" @click=${() => this.#sort(name)}>${t(`column.${name}`)}<span
      class="arrow" aria-hidden="true">${sorted ? (this.sort.down ? "↓" : "↑") : ""}</span></button></th>`;
  }

  #row(job) {
    const c = job.counters ?? {};
    const wait = job.waits?.[0];
    return html`<tr>
      ${mayChange() ? html`<td class="choose"><input type="checkbox" .checked=${live(this.chosen.has(job.id))}
        aria-label=${t("home.choose", { title: jobTitle(job) })} @change=${() => this.#choose(job.id)}></td>` : nothing}
      <td class="job-name"><a href=${toJob(job.id)}>${foreign(jobTitle(job))}</a>
        <span class="quiet small">${job.why ? word("why", job.why) : wait && job.state === "running"
          ? word("wait.short", wait.reason) : job.owner ?? ""}</span>
        ${this.#labels(job)}</td>
      <td class="job-state">${stateBadge(job.state)}</td>
      <td class="progress-cell">${this.#progress(job)}</td>
      <td class="number">${count(c.pages)}<span class="unit-small"> ${t("unit.pages", { n: c.pages ?? 0 })}</span></td>
      <td class="number">${count(c.failures)}<span class="unit-small"> ${
        t("unit.failures", { n: c.failures ?? 0 })}</span></td>
      <td class="number wide-only">${t("unit.perSecond", { n: rate(jobs.speed(job)) })}</td>
      <td class="number wide-only">${size(c.bytes)}</td>
      <td class="number wide-only quiet"><time datetime=${job.createdAt}>${since(job.createdAt)}</time></td>
    </tr>`;
  }

  #labels(job) {
    const labels = labelsOf(job.spec);
    return labels.length ? html`<span class="labels">${labels.map((label) => html`<a class="pill"
      href=${toList({ labels: [...new Set([...jobs.labels, label])] })} title=${t("home.byLabel")}>${
      foreign(label)}</a>`)}</span>` : nothing;
  }

  /** While it runs the total is unknown, but a bar would show one. */
  #progress(job) {
    const { pages = 0, failures = 0, skips = 0, known = 0 } = job.counters ?? {};
    const done = pages + failures + skips;
    const share = shareDone(job);
    return share === null ? html`<span class="small quiet">${t(job.state === "created" ? "home.notYet"
        : "home.soFar", { done, n: known })}</span>`
      : html`${bar(share, 1, job.state === "failed" ? "failure" : job.state === "completed" ? "page" : "rest")}
        <span class="small quiet">${t("home.done", { done, n: known })}</span>`;
  }

  #sort(name) {
    const { down = false } = COLUMNS.find((column) => column.name === name);
    this.sort = { name, down: this.sort.name === name ? !this.sort.down : down };
  }

  #choose(id) {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) {
      chosen.add(id);
    }
    this.chosen = chosen;
  }

  #chooseAll(all) {
    this.chosen = new Set(all ? [] : this.list.map(({ id }) => id));
  }

  #ask() {
    const dialog = this.querySelector("dialog");
    dialog.returnValue = "no";
    dialog.showModal();
  }

  async #answered({ target }) {
    if (target.returnValue !== "yes") {
      return;
    }
    this.busy = true;
    this.problem = null;
    const left = [...this.chosen];
    const worker = async () => {
      while (left.length) {
        await this.#delete(left.shift());
      }
    };
    await Promise.all(Array.from({ length: DELETED_AT_ONCE }, worker));
    this.busy = false;
  }

  async #delete(id) {
    try {
      await call("DELETE", jobPath(id));
    } catch (problem) {
      if (problem.status !== 404) {
        this.problem = problem;
        return;
      }
    }
    jobs.forget(id);
    tell({ deleted: id });
  }
}

customElements.define("ow-job-table", JobTable);
