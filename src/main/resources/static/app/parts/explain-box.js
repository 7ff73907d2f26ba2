import { html, nothing, Part } from "../lit.js";
import { call, jobPath } from "../api.js";
import { t } from "../messages.js";
import { timeOfDay } from "../format.js";
import { foreign, refusal, word } from "./small.js";

/** Asks whether a job would crawl a URL, and why or why not. */
class Explain extends Part {
  static properties = { job: {}, answer: { state: true }, problem: { state: true } };

  render() {
    return html`<section class="card" aria-labelledby="explain-title">
      <h2 id="explain-title">${t("explain.title")}</h2>
      <p class="quiet small">${t("explain.about")}</p>
      <form class="one-line" novalidate @submit=${this.#ask}>
        <label class="unseen" for="explain-url">${t("explain.url")}</label>
        <input id="explain-url" inputmode="url" autocomplete="off" spellcheck="false" placeholder=${t("explain.url")}>
        <button>${t("explain.send")}</button>
      </form>
      ${refusal(this.problem)}
      <div role="status">${this.answer ? this.#answer(this.answer) : nothing}</div>
    </section>`;
  }

  #answer({ canonical, crawl, why, detail, known, scope, robots, politeness }) {
    const fact = (key, value) => (value === null || value === undefined || value === "" ? nothing
      : html`<dt>${t(key)}</dt><dd>${value}</dd>`);
    return html`<p><span class="badge ${crawl ? "state-completed" : "state-failed"}">${
        t(crawl ? "explain.yes" : "explain.no")}</span> <strong>${word("explain.why", why)}</strong></p>
      <p>${foreign(detail)}</p>
      <dl class="facts">
        ${fact("explain.canonical", canonical && foreign(canonical))}
        ${fact("column.depth", known?.depth)}
        ${fact("detail.referrer", known?.referrer && foreign(known.referrer))}
        ${fact("explain.scope", scope
          && t(scope.covers ? "explain.covers" : "explain.coversNot", { kind: scope.kind }))}
        ${fact("explain.include", scope?.include)}${fact("explain.exclude", scope?.exclude)}
        ${fact("explain.robots", robots && (robots.rule ?? word("robots", robots.state)))}
        ${fact("explain.due", politeness?.nextDue && timeOfDay(Date.parse(politeness.nextDue)))}
      </dl>`;
  }

  async #ask(event) {
    event.preventDefault();
    const url = this.querySelector("input").value.trim();
    this.problem = null;
    this.answer = null;
    try {
      this.answer = await call("GET", jobPath(this.job, `/explain?url=${encodeURIComponent(url)}`));
    } catch (problem) {
      this.problem = problem;
    }
  }
}

customElements.define("ow-explain", Explain);
