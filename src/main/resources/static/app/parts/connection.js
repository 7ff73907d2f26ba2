import { html, Part } from "../lit.js";
import { t } from "../messages.js";
import { timeOfDay } from "../format.js";
import { jobs } from "../model/jobs.js";

/** Whether what is seen is live; where it is not, since when, and what is shown then. */
class Connection extends Part {
  connectedCallback() {
    super.connectedCallback();
    this.listen(jobs, "change", () => this.requestUpdate());
    this.listen(window, "online", () => this.requestUpdate());
    this.listen(window, "offline", () => this.requestUpdate());
  }

  render() {
    const wrong = jobs.status !== "live";
    const status = wrong && !navigator.onLine ? "offline" : jobs.status;
    return html`<span class="dot ${wrong ? "off" : "on"}" aria-hidden="true"></span>
      <span role="status">${wrong
        ? t(`connection.${status}`, { since: timeOfDay(jobs.statusSince) })
        : t("connection.live")}</span>`;
  }
}

customElements.define("ow-connection", Connection);
