// What did not become a page, by what it is, with what it means and what can be done.

import { html, nothing, Part, repeat } from "../lit.js";
import { has, t } from "../messages.js";
import { count } from "../format.js";
import { toJob } from "../router.js";
import { AT, TYPES } from "../rows.js";
import { foreign, outLink, ownUrl, word } from "../parts/small.js";
import "../parts/explain-box.js";
import "../parts/result-drawer.js";

const SHOWN = 5;

class Failures extends Part {
  static properties = { model: {}, open: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.model, "change", () => this.requestUpdate());
  }

  render() {
    const groups = [...this.model.tally.groups.values()].sort((a, b) => a.type.localeCompare(b.type) || b.n - a.n);
    const failures = groups.filter(({ type }) => type === "failure");
    const skips = groups.filter(({ type }) => type === "skip");
    return html`
      ${this.#section("failure", failures)}
      ${this.#section("skip", skips)}
      <ow-explain .job=${this.model.id}></ow-explain>
      <ow-drawer .model=${this.model}></ow-drawer>`;
  }

  #section(type, groups) {
    return html`<section aria-labelledby="${type}-title">
      <h2 id="${type}-title">${t(`failures.${type}`)}</h2>
      ${groups.length ? html`<div class="groups-list">${
        repeat(groups, ({ key }) => key, (group) => this.#group(group))}</div>`
        : html`<p class="empty quiet">${t(`failures.${type}.none`)}</p>`}
    </section>`;
  }

  #group({ type, kind, status, n, examples }) {
    const name = this.#about(type, kind, status);
    const query = new URLSearchParams({ type, kind, ...(status && { status: Math.floor(status / 100) }) });
    return html`<article class="card group tone-${type}">
      <h3>${word(`${type}.title`, kind)}${status ? ` ${status}` : ""} <span class="pill">${count(n)}</span></h3>
      <p>${t(`${name}.about`)}</p>
      <p class="todo"><strong>${t("failures.todo")}</strong> ${t(`${name}.todo`)}</p>
      <ul class="plain-list examples">${examples.slice(0, SHOWN).map((row) => html`<li>
        <button type="button" class="link url" @click=${() => this.#show(row)}>${
          ownUrl(row[AT.url], this.model.job)}</button>
        ${row[AT.title] && type === "failure" && kind !== "http"
          ? html`<span class="quiet small">${foreign(row[AT.title])}</span>` : nothing}
        ${row[AT.referrer] ? html`<span class="small from"><span class="quiet">${t("failures.from")}</span>
          ${outLink(row[AT.referrer], ownUrl(row[AT.referrer], this.model.job))}</span>` : nothing}
      </li>`)}</ul>
      ${n > SHOWN ? html`<p class="small"><a href="${toJob(this.model.id, "results")}?${query}">${
        t("failures.all", { n })}</a></p>` : nothing}
    </article>`;
  }

  /** An HTTP error says most by its status. */
  #about(type, kind, status) {
    const exact = `${type}.${kind}.${status}`;
    const broad = `${type}.${kind}.${Math.floor(status / 100)}xx`;
    const name = [exact, broad, `${type}.${kind}`].find((key) => has(`${key}.about`));
    return name ?? `${type}.unknown`;
  }

  #show(row) {
    this.querySelector("ow-drawer").show({ row, type: TYPES[row[AT.type]] });
  }
}

customElements.define("ow-job-failures", Failures);
