// All hosts that politeness knows just now, for operators.

import { html, Part, repeat } from "../lit.js";
import { t } from "../messages.js";
import { duration, timeOfDay } from "../format.js";
import { followHosts, reasonOf } from "../model/hosts.js";
import { foreign, word } from "../parts/small.js";

class Hosts extends Part {
  static properties = { hosts: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    document.title = t("hosts.pageTitle");
    this.looking = new AbortController();
    followHosts((hosts) => (this.hosts = hosts), this.looking.signal);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.looking.abort();
  }

  render() {
    return html`<h1 tabindex="-1">${t("hosts.title")}</h1>
      <p class="quiet">${t("hosts.all")}</p>
      ${this.hosts === null ? html`<p class="box warn">${t("hosts.forbidden")}</p>`
        : this.hosts?.length ? this.#table()
          : html`<p class="empty quiet">${t(this.hosts ? "hosts.noneKnown" : "app.loading")}</p>`}`;
  }

  #table() {
    const head = (key, name = "") => html`<th scope="col" class=${name}>${t(key)}</th>`;
    return html`<div class="card flush"><table class="stacked"><caption class="unseen">${t("hosts.title")}</caption>
      <thead><tr>${head("column.host")}${head("column.polite")}${head("column.inFlight", "number")}
        ${head("column.due")}${head("column.backoff", "number")}${head("column.robots")}</tr></thead>
      <tbody>${repeat(this.hosts, ({ host }) => host, (host) => html`<tr>
        <th scope="row">${foreign(host.host)}</th>
        <td data-label=${t("column.polite")}>${t(reasonOf(host), { backoff: duration(host.backoffMillis) })}</td>
        <td class="number" data-label=${t("column.inFlight")}>${host.inFlight}</td>
        <td data-label=${t("column.due")}>${host.heldUntil ?? host.nextDue
          ? timeOfDay(Date.parse(host.heldUntil ?? host.nextDue)) : t("host.now")}</td>
        <td class="number" data-label=${t("column.backoff")}>${host.backoffMillis
          ? duration(host.backoffMillis) : "–"}</td>
        <td data-label=${t("column.robots")}>${word("robots", host.robots)}</td></tr>`)}</tbody></table></div>`;
  }
}

customElements.define("ow-hosts-view", Hosts);
