// Results taken away in every form, and what was asked for.

import { html, nothing, Part } from "../lit.js";
import { jobPath } from "../api.js";
import { t } from "../messages.js";

const FORMS = [
  { id: "ndjson", path: "/pages?format=ndjson", end: "ndjson" },
  { id: "outcomes", path: "/pages?format=ndjson&types=page,failure,skip", end: "all.ndjson" },
  { id: "csv", path: "/pages?format=csv", end: "csv" },
  { id: "csvOutcomes", path: "/pages?format=csv&types=page,failure,skip", end: "all.csv" },
  { id: "warc", path: "/pages?format=warc", end: "warc.gz", bodies: true },
  { id: "graphml", path: "/graph?format=graphml", end: "graphml" },
  { id: "graph", path: "/graph?format=ndjson", end: "graph.ndjson" },
  { id: "json", path: "/pages?limit=1000", end: "json" },
];

class Export extends Part {
  static properties = { model: {} };

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.model, "change", () => this.requestUpdate());
  }

  render() {
    const { job, ended } = this.model;
    return html`
      <section class="card" aria-labelledby="export-title">
        <h2 id="export-title">${t("export.title")}</h2>
        <p class="quiet small">${t(ended ? "export.about" : "export.aboutLive")}</p>
        <ul class="plain-list forms">${FORMS.map(({ id, path, end, bodies }) => html`<li>
          <a class="button" href=${jobPath(job.id, path)} download="${job.id}.${end}">${t(`export.${id}`)}</a>
          <span class="quiet small">${t(`export.${id}.about`)}
            ${bodies && !job.spec.keepBodies ? t("export.noBodies") : nothing}</span></li>`)}</ul>
      </section>
      <section class="card" aria-labelledby="spec-title">
        <div class="head-line"><h2 id="spec-title">${t("export.spec")}</h2>
          <button type="button" @click=${this.#copy}>${t("export.copy")}</button>
          <span role="status" class="quiet small">${this.copied ? t("export.copied") : ""}</span></div>
        ${job.joinedScope?.length
          ? html`<p class="small">${t("export.joined", { list: job.joinedScope.join(", ") })}</p>` : nothing}
        <pre class="body" tabindex="0" aria-labelledby="spec-title">${JSON.stringify(job.spec, null, 2)}</pre>
      </section>`;
  }

  async #copy() {
    await navigator.clipboard.writeText(JSON.stringify(this.model.job.spec, null, 2)).then(() => (this.copied = true),
      () => getSelection().selectAllChildren(this.querySelector("pre"))); // where the clipboard may not be written
    this.requestUpdate();
  }
}

customElements.define("ow-job-export", Export);
