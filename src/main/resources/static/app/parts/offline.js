import { html, nothing, Part } from "../lit.js";
import { t } from "../messages.js";
import { timeOfDay } from "../format.js";
import { jobs } from "../model/jobs.js";

/** A connection that comes back at once is not reported. */
const PATIENCE_MILLIS = 2_000;

/** Says across the page that what is seen is not live, since when, and what becomes of it. */
class Offline extends Part {
  static properties = { late: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.listen(jobs, "change", () => this.#look());
    this.listen(window, "online", () => this.requestUpdate());
    this.listen(window, "offline", () => this.requestUpdate());
    this.#look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  #look() {
    clearTimeout(this.timer);
    this.late = jobs.status !== "live" && Date.now() - jobs.statusSince >= PATIENCE_MILLIS;
    if (jobs.status !== "live" && !this.late) {
      this.timer = setTimeout(() => this.#look(), PATIENCE_MILLIS);
    }
    this.requestUpdate();
  }

  render() {
    const text = jobs.status === "busy" ? "stream.busy" : navigator.onLine ? "offline.service" : "offline.browser";
    return html`<div role="status">${this.late && jobs.status !== "signed-out"
      ? html`<p class="banner">${t(text, { since: timeOfDay(jobs.statusSince) })}</p>` : nothing}</div>`;
  }
}

customElements.define("ow-offline", Offline);
