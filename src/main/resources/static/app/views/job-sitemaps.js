// A job's sitemaps, where it knows any: how many were read, the outcome of each, and what bounds left out.

import { html, nothing, Part, repeat } from "../lit.js";
import { has, t } from "../messages.js";
import { count } from "../format.js";
import { foreign, outLink, word } from "../parts/small.js";

const TONES = { read: "page", failed: "failure", skipped: "skip" };

class Sitemaps extends Part {
  static properties = { model: {} };

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.model, "change", () => this.requestUpdate());
  }

  render() {
    const { sitemaps: account, omitted } = this.model.job;
    return html`${account?.known ? this.#sitemaps(account) : nothing}
      ${omitted?.links || omitted?.entries ? this.#omitted(omitted) : nothing}`;
  }

  #sitemaps({ known, read, failed, skipped }) {
    const list = this.model.sitemaps;
    return html`<section class="card" aria-labelledby="sitemaps-title">
      <h2 id="sitemaps-title">${t("sitemaps.title")}</h2>
      <p>${t("sitemaps.account", { n: known, read, failed, skipped })}</p>
      ${list.length ? html`<ul class="plain-list sitemaps">${
        repeat(list, ({ seq }) => seq, (sitemap) => this.#sitemap(sitemap))}</ul>` : nothing}
      ${list.length && list.length < read + failed + skipped
        ? html`<p class="quiet small">${t("sitemaps.newest", { n: list.length })}</p>` : nothing}
    </section>`;
  }

  #sitemap({ url, outcome, kind, reason, status, entries, omitted, message }) {
    const why = reason ? t(has(`sitemaps.reason.${reason}`) ? `sitemaps.reason.${reason}` : `skip.${reason}.title`)
      : kind ? word("failure.title", kind) : "";
    return html`<li>
      <span class="badge tone-${TONES[outcome] ?? "rest"}">${word("sitemaps.outcome", outcome)}</span>
      ${outLink(url)}
      <span class="quiet small">${outcome === "read" ? t("sitemaps.entries", { n: entries }) : why}${
        status ? ` ${status}` : ""} ${omitted?.entries ? t("sitemaps.omitted", { n: omitted.entries }) : ""}
        ${message ? foreign(message) : nothing}</span>
    </li>`;
  }

  #omitted({ links, entries }) {
    return html`<section class="card" aria-labelledby="omitted-title">
      <h2 id="omitted-title">${t("omitted.title")}</h2>
      <ul class="plain-list">
        ${links ? html`<li>${t("omitted.links", { n: links })}</li>` : nothing}
        ${entries ? html`<li>${t("omitted.entries", { n: entries })}</li>` : nothing}
      </ul>
      <p class="small"><a href="/docs/bounds">${t("omitted.bounds")}</a></p>
    </section>`;
  }
}

customElements.define("ow-job-sitemaps", Sitemaps);
