// The hosts of a job: the results of each, and what it waits for by politeness.

import { html, nothing, Part, repeat } from "../lit.js";
import { t } from "../messages.js";
import { count, duration, size, timeOfDay } from "../format.js";
import { followHosts, reasonOf } from "../model/hosts.js";
import { isOperator } from "../session.js";
import { foreign, word } from "../parts/small.js";

const SHOWN = 200;

class JobHosts extends Part {
  static properties = { model: {}, polite: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.model, "change", () => this.requestUpdate());
    this.looking = new AbortController();
    if (isOperator()) {
      const byName = (hosts) => new Map(hosts.map((host) => [host.host, host]));
      followHosts((hosts) => (this.polite = hosts && byName(hosts)), this.looking.signal);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.looking.abort();
  }

  render() {
    const { tally } = this.model;
    const hosts = [...tally.hosts.values()].sort((a, b) => b.page + b.failure + b.skip - (a.page + a.failure + a.skip));
    if (!hosts.length) {
      return html`<p class="empty quiet">${t("hosts.none")}</p>`;
    }
    const shown = hosts.slice(0, SHOWN);
    return html`
      <p class="quiet small">${t("hosts.about")} ${tally.hostsLeftOut || hosts.length > SHOWN
        ? t("hosts.bounded", { n: shown.length }) : ""}</p>
      <div class="card flush"><table class="stacked"><caption class="unseen">${t("tab.hosts")}</caption>
        <thead><tr><th scope="col">${t("column.host")}</th><th scope="col" class="number">${t("column.pages")}</th>
          <th scope="col" class="number">${t("column.failures")}</th>
          <th scope="col" class="number">${t("column.skips")}</th>
          <th scope="col" class="number">${t("column.mean")}</th>
          <th scope="col" class="number">${t("column.bytes")}</th>
          ${this.polite ? html`<th scope="col">${t("column.polite")}</th>` : nothing}</tr></thead>
        <tbody>${repeat(shown, ({ host }) => host, (host) => this.#row(host))}</tbody></table></div>`;
  }

  #row({ host, page, failure, skip, millis, bytes }) {
    const cell = (key, value) => html`<td class="number" data-label=${t(key)}>${value}</td>`;
    return html`<tr><th scope="row">${foreign(host)}</th>
      ${cell("column.pages", count(page))}${cell("column.failures", count(failure))}${cell("column.skips", count(skip))}
      ${cell("column.mean", page ? duration(millis / page) : "–")}${cell("column.bytes", size(bytes))}
      ${this.polite ? html`<td data-label=${t("column.polite")}>${politeness(this.polite.get(host))}</td>`
        : nothing}</tr>`;
  }
}

/** How a host is dealt with just now, and until when. */
export function politeness(host) {
  if (!host) {
    return html`<span class="quiet">${t("host.idle")}</span>`;
  }
  const until = host.heldUntil ?? host.nextDue;
  return html`<span>${t(reasonOf(host), { backoff: duration(host.backoffMillis) })}</span>
    ${until ? html`<span class="quiet">${t("wait.until", { at: timeOfDay(Date.parse(until)) })}</span>` : nothing}
    <span class="quiet small">${host.inFlight ? t("host.inFlight", { n: host.inFlight }) : ""}
      ${host.robots === "known" ? "" : word("robots", host.robots)}</span>`;
}

customElements.define("ow-job-hosts", JobHosts);
