// How a job is doing: its account, how long it will take, how fast it is, its outcomes and why it waits.

import { html, nothing, Part } from "../lit.js";
import { t } from "../messages.js";
import { count, duration, percent, rate, size, timeOfDay } from "../format.js";
import { toJob } from "../router.js";
import { bar, shareDone, word } from "../parts/small.js";
import "../parts/chart.js";
import "./job-sitemaps.js";

const RATE = [{ colour: "--page", fill: true }, { colour: "--failure" }, { colour: "--skip", dash: [3, 3] }];
const TIMES = [{ colour: "--p50", fill: true }, { colour: "--p95", dash: [5, 4] }];

class Overview extends Part {
  static properties = { model: {} };

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.model, "change", () => this.requestUpdate());
  }

  render() {
    const { job } = this.model;
    return html`
      ${this.#progress(job)}
      ${this.#waits(job)}
      ${this.#numbers(job)}
      ${this.#charts()}
      ${this.#breakdown()}
      <ow-job-sitemaps .model=${this.model}></ow-job-sitemaps>`;
  }

  /** A bar without a value says that the total is unknown; one with a value says only what is known. */
  #progress(job) {
    const { counters: c, state, spec, startedAt, endedAt } = job;
    const done = c.pages + c.failures + c.skips;
    const left = state === "running" ? this.model.estimate.left(spec.maxPages) : {};
    const share = shareDone(job) ?? left.share;
    const running = startedAt ? (endedAt ? Date.parse(endedAt) : Date.now()) - Date.parse(startedAt) : 0;
    const known = endedAt || "share" in left && !left.toLimit ? t("overview.done", { done, n: c.known })
      : t("overview.soFar", { done, n: c.known });
    return html`<section class="card progress" aria-label=${t("overview.progress")}>
      <div class="progress-line tone-${state}">
        ${share !== undefined ? html`<progress max="1" value=${share} aria-label=${t("overview.progress")}></progress>
          <strong>${state === "failed" ? t("state.failed") : percent(share, 1)}</strong>`
          : state === "running" ? html`<progress aria-label=${t("overview.progress")}></progress>` : nothing}
      </div>
      <p class="progress-text"><span>${known}</span>
        ${endedAt && c.queued ? html`<span>${t("overview.left", { n: c.queued })}</span>` : nothing}
        <span class="quiet">${t("overview.limit", { n: spec.maxPages })}</span>
        ${running ? html`<span class="quiet">${t(endedAt ? "overview.took" : "overview.running",
          { time: duration(running) })}</span>` : nothing}
        ${state === "running" ? html`<span>${this.#left(left)}</span>` : nothing}</p>
    </section>`;
  }

  #left(left) {
    return "millis" in left ? t(left.toLimit ? "left.toLimit" : "left.about", { time: duration(left.millis) })
      : t(`left.${left.why}`);
  }

  #waits({ waits, state }) {
    if (state !== "running") {
      return nothing;
    }
    const none = html`<li class="quiet">${t("overview.waits.none")}</li>`;
    const trouble = waits?.some(({ reason }) => reason === "store"); // all else is a crawl's ordinary manners
    return html`<section class="card ${trouble ? "trouble" : ""}" aria-labelledby="waits-title">
      <h2 id="waits-title">${t("overview.waits")}</h2>
      <ul class="plain-list">${!waits?.length ? none : waits.map(({ reason, host, until }) => html`<li>
        <strong>${word("wait", reason)}</strong> ${host ? html`<bdi>${host}</bdi>` : nothing}
        <span class="quiet">${until ? t("wait.until", { at: timeOfDay(Date.parse(until)) }) : nothing}</span>
        <p class="quiet small">${word("wait.about", reason)}</p></li>`)}</ul>
      <p class="small"><a href=${toJob(this.model.id, "hosts")}>${t("overview.hosts")}</a></p>
    </section>`;
  }

  #numbers(job) {
    const c = job.counters;
    const number = (key, value, tone, href) => html`<div class="number-card tone-${tone}">
      <dt>${href ? html`<a href=${href}>${t(key)}</a>` : t(key)}</dt><dd>${value}</dd></div>`;
    const to = (query) => `${toJob(job.id, "results")}?${query}`;
    return html`<dl class="numbers">
      ${number("column.pages", count(c.pages), "page", to("type=page"))}
      ${number("column.failures", count(c.failures), "failure", to("type=failure"))}
      ${number("column.skips", count(c.skips), "skip", to("type=skip"))}
      ${number("column.queued", count(c.queued), "rest")}
      ${job.endedAt ? nothing : number("column.leased", count(c.leased), "rest")}
      ${number("column.outcomes", t("unit.perSecond", { n: rate(this.#speed(job)) }), "rest")}
      ${number("column.bytes", size(c.bytes), "rest")}
    </dl>`;
  }

  /** Failures and skips are work as well: a crawl that only fails is not slow. */
  #speed({ state, counters: c, startedAt, endedAt }) {
    const millis = endedAt && startedAt ? Math.max(1_000, Date.parse(endedAt) - Date.parse(startedAt)) : 0;
    return millis ? ((c.pages + c.failures + c.skips) * 1_000) / millis
      : state === "running" ? this.model.estimate.rate : 0;
  }

  #charts() {
    const series = this.model.timeline.series();
    const overall = this.model.timeline.overall();
    if (series.times.length < 2) {
      return nothing;
    }
    const last = series.pages.length - 1;
    const best = Math.max(...series.pages);
    return html`<div class=${overall ? "two" : ""}>
      <figure class="card">
        <figcaption><h2>${t("chart.rate")}</h2>
          <span class="key"><i class="swatch page"></i>${t("column.pages")}</span>
          <span class="key"><i class="swatch failure"></i>${t("column.failures")}</span>
          <span class="key"><i class="swatch skip"></i>${t("column.skips")}</span></figcaption>
        <ow-chart .label=${t("chart.rate.said", { now: rate(series.pages[last]), best: rate(best) })} .series=${RATE}
          .data=${[series.times, series.pages, series.failures, series.skips]} .format=${rate}></ow-chart>
      </figure>
      ${overall ? html`<figure class="card">
        <figcaption><h2>${t("chart.times")}</h2>
          <span class="key"><i class="swatch p50"></i>${t("chart.p50")}
            <b>${duration(overall.p50)}</b></span>
          <span class="key"><i class="swatch p95"></i>${t("chart.p95")}
            <b>${duration(overall.p95)}</b></span></figcaption>
        <ow-chart .label=${t("chart.times.said", { p50: duration(overall.p50), p95: duration(overall.p95) })}
          .series=${TIMES} .data=${[series.times, series.p50, series.p95]} .format=${duration}></ow-chart>
      </figure>` : nothing}
    </div>`;
  }

  #breakdown() {
    const { tally, from, job } = this.model;
    const statuses = [...tally.statuses].sort((a, b) => b[1] - a[1]);
    const groups = [...tally.groups.values()].sort((a, b) => b.n - a.n);
    if (!statuses.length && !groups.length) {
      return nothing;
    }
    const all = [...statuses.map(([, n]) => n), ...groups.map(({ n }) => n)].reduce((a, b) => a + b, 0);
    return html`<section class="card" aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">${t("overview.outcomes")}</h2>
      ${from ? html`<p class="quiet small">${t("overview.ofLast", { n: all, known: job.counters.known })}</p>`
        : nothing}
      <table class="breakdown"><thead class="unseen"><tr><th scope="col">${t("column.outcome")}</th>
        <th scope="col">${t("column.share")}</th><th scope="col">${t("column.count")}</th></tr></thead>
        <tbody>
        ${statuses.map(([status, n]) => this.#share(t("outcome.page", { status: String(status) }), n, all, "page"))}
        ${groups.map(({ type, kind, status, n }) => this.#share(
          html`${word(`${type}.title`, kind)}${status ? ` ${status}` : ""}`, n, all, type))}
      </tbody></table>
      ${groups.length ? html`<p class="small"><a href=${toJob(job.id, "failures")}>${t("overview.why")}</a></p>`
        : nothing}
    </section>`;
  }

  #share(name, n, all, tone) {
    return html`<tr><th scope="row">${name}</th><td class="grow">${bar(n, all, tone)}</td>
      <td class="number">${count(n)} <span class="quiet">${percent(n, all)}</span></td></tr>`;
  }
}

customElements.define("ow-job-overview", Overview);
