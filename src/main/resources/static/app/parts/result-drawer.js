// One result, whole: what came, how long it took, and what was taken out of it. All of it is strangers' text.

import { html, nothing, Part } from "../lit.js";
import { bodyText, jobPath, pageAt } from "../api.js";
import { t } from "../messages.js";
import { count, dateTime, duration, size } from "../format.js";
import { AT, FLAG } from "../rows.js";
import { toJob } from "../router.js";
import { markdown } from "./markdown.js";
import { foreign, outLink, refusal, word } from "./small.js";

const BODY_BYTES_MAX = 200_000;
const LIST_MAX = 200;
const TEXT_CHARS_MAX = 200_000;
const READABLE = /^(text\/|application\/(json|xml|.*\+(json|xml)|javascript))/;

class Drawer extends Part {
  static properties = { model: {}, moves: {}, shown: { state: true }, page: { state: true }, problem: { state: true },
    body: { state: true } };

  /** @param {{row: Array, type: string}} shown a row of the table, of which more is read where there is more */
  async show(shown) {
    this.shown = shown;
    this.page = this.problem = this.body = null;
    await this.updateComplete;
    const dialog = this.querySelector("dialog");
    if (!dialog.open) {
      dialog.showModal();
    }
    dialog.scrollTop = 0;
    if (shown.type === "page") {
      try {
        const page = await pageAt(this.model.id, shown.row[AT.seq]);
        if (shown === this.shown) {
          this.page = page;
          this.#readWhereNothingElse(page, shown.row);
        }
      } catch (problem) {
        this.problem = problem;
      }
    }
  }

  /** The content comes first: as it was extracted, else the body where that is text. */
  #readWhereNothingElse(page, row) {
    const extract = page?.extract ?? {};
    if (page?.body === "kept" && !extract.markdown && !extract.text && READABLE.test(page.contentType ?? "")) {
      this.#read(row);
    }
  }

  render() {
    return html`<dialog class="drawer" aria-labelledby="drawer-title" @click=${this.#outside}
      @close=${() => this.dispatchEvent(new Event("closed"))}>
      ${this.shown ? this.#content(this.shown) : nothing}
    </dialog>`;
  }

  #content({ row, type }) {
    const page = this.page;
    const title = type === "page" && row[AT.title] ? row[AT.title] : row[AT.url];
    return html`<div class="drawer-inner">
      <div class="drawer-head">
        <h2 id="drawer-title">${foreign(title)}</h2>
        <div class="drawer-moves">
          ${this.moves ? [[-1, "↑", "drawer.before"], [1, "↓", "drawer.after"]].map(([step, sign, key]) => html`
            <button type="button" class="plain icon" aria-label=${t(key)} title=${t(key)}
              @click=${() => this.#step(step)}>${sign}</button>`) : nothing}
          <button type="button" class="plain icon" aria-label=${t("drawer.close")} title=${t("drawer.close")}
            @click=${this.#close}>✕</button>
        </div>
      </div>
      <p>${outLink(row[AT.url])}</p>
      <p><span class="badge tone-${type}">${t(`type.${type}`)}</span>
        ${type === "page" ? html`<strong>${row[AT.status]}</strong>`
          : html`<strong>${word(`${type}.title`, row[AT.kind])} ${row[AT.status] || ""}</strong>`}
        <a class="small" href="${toJob(this.model.id, "results")}?seq=${row[AT.seq]}">${t("drawer.link")}</a></p>
      ${refusal(this.problem)}
      ${type === "page" ? this.#page(row, page) : this.#other(row, type)}
    </div>`;
  }

  #fact(key, value) {
    return value === null || value === undefined || value === "" || value === false ? nothing
      : html`<dt>${t(key)}</dt><dd>${value}</dd>`;
  }

  #common(row) {
    return [
      this.#fact("column.seq", count(row[AT.seq])),
      this.#fact("column.depth", count(row[AT.depth])),
      this.#fact("detail.referrer", row[AT.referrer] && outLink(row[AT.referrer])),
      this.#fact("column.at", row[AT.time] && dateTime(new Date(row[AT.time]).toISOString())),
    ];
  }

  #other(row, type) {
    return html`<dl class="facts">
      ${type === "failure" ? this.#fact("detail.message", row[AT.title] && foreign(row[AT.title]))
        : this.#fact("detail.of", row[AT.title] && outLink(row[AT.title]))}
      ${type === "failure" ? this.#fact("detail.attempts", count(row[AT.attempts])) : nothing}
      ${this.#common(row)}
    </dl>`;
  }

  /** What the page says, before what is known about it. */
  #reading({ markdown: source, text }) {
    const shown = source ? markdown(source)
      : text ? html`<div class="reading">${text.slice(0, TEXT_CHARS_MAX).split("\n").map(
        (line) => html`<p>${foreign(line)}</p>`)}</div>` : null;
    return shown && html`<section aria-labelledby="reading-title"><h3 id="reading-title">${t("content.title")}</h3>
      <div class="content" tabindex="0" role="group" aria-labelledby="reading-title">${shown}</div></section>`;
  }

  #page(row, page) {
    const rest = page ?? {};
    const extract = rest.extract ?? {};
    const reading = this.#reading(extract);
    const kept = this.#body(row, rest);
    return html`${reading ?? kept}
      <h3>${t("detail.title")}</h3>
      <dl class="facts">
        ${this.#fact("detail.millis", duration(row[AT.millis]))}
        ${this.#fact("detail.attempt", row[AT.attempts] > 1 && count(row[AT.attempts]))}
        ${this.#fact("column.bytes", size(row[AT.bytes]))}
        ${this.#fact("column.type", foreign(rest.contentType ?? row[AT.kind]))}
        ${this.#fact("detail.charset", rest.charset)}
        ${this.#fact("detail.links", rest.links)}
        ${this.#fact("detail.omitted", rest.omitted?.links && t("omitted.links", { n: rest.omitted.links }))}
        ${this.#fact("detail.finalUrl", rest.finalUrl && rest.finalUrl !== row[AT.url] && outLink(rest.finalUrl))}
        ${this.#fact("detail.redirects", rest.redirects?.length > 0
          && html`<ol>${rest.redirects.map((url) => html`<li>${outLink(url)}</li>`)}</ol>`)}
        ${this.#fact("detail.canonical", rest.canonical && outLink(rest.canonical))}
        ${this.#fact("detail.duplicateOf", rest.duplicateOf && outLink(rest.duplicateOf))}
        ${this.#common(row)}
        ${this.#fact("detail.sha256", rest.sha256 && html`<code class="wrap">${rest.sha256}</code>`)}
      </dl>
      ${reading ? kept : nothing}
      ${page ? this.#extracted(extract)
        : html`<p class="quiet">${this.problem ? "" : t("app.loading")}</p>`}`;
  }

  #body(row, rest) {
    if (rest.body && rest.body !== "kept") {
      return html`<p class="quiet">${word("body", rest.body)}</p>`;
    }
    if (!(row[AT.flags] & FLAG.body)) {
      return nothing;
    }
    const path = jobPath(this.model.id, `/pages/${row[AT.seq]}/body`);
    return html`<section aria-labelledby="body-title"><h3 id="body-title">${t("body.title")}</h3>
      <p class="actions"><a class="button" href=${path} download>${t("body.download")}</a>
        <button type="button" @click=${() => this.#read(row)}>${t("body.show")}</button></p>
      ${this.body?.cut ? html`<p class="quiet small">${t("body.cut", { size: size(BODY_BYTES_MAX) })}</p>` : nothing}
      ${this.body ? html`
        <pre class="body" tabindex="0" aria-label=${t("body.title")}>${this.body.text}</pre>` : nothing}
    </section>`;
  }

  async #read(row) {
    try {
      this.body = await bodyText(this.model.id, row[AT.seq], BODY_BYTES_MAX);
    } catch (problem) {
      this.problem = problem;
    }
  }

  #extracted(extract) {
    const shown = extract.markdown ? "markdown" : "text";
    const parts = Object.entries(extract).filter(([name]) => name !== "truncated" && name !== shown);
    if (!parts.length) {
      return nothing;
    }
    return html`<section aria-labelledby="extract-title"><h3 id="extract-title">${t("extract.title")}</h3>
      ${parts.map(([name, value]) => html`<details ?open=${name === "fields" || name === "patterns"}>
        <summary>${word("extract", name)}</summary>${this.#value(value)}</details>`)}</section>`;
  }

  /** Whatever was extracted: texts as texts, lists as lists, objects by their names. */
  #value(value, depth = 0) {
    if (Array.isArray(value)) {
      const more = value.length - LIST_MAX;
      return html`<ol class="values">
        ${value.slice(0, LIST_MAX).map((item) => html`<li>${this.#value(item, depth + 1)}</li>`)}
        ${more > 0 ? html`<li class="quiet">${t("extract.more", { n: more })}</li>` : nothing}</ol>`;
    }
    if (value && typeof value === "object") {
      return depth > 4 ? html`<code>${JSON.stringify(value)}</code>`
        : html`<dl class="facts">${Object.entries(value).filter(([, item]) => item !== null).map(
          ([name, item]) => html`<dt>${foreign(name)}</dt><dd>${this.#value(item, depth + 1)}</dd>`)}</dl>`;
    }
    if (typeof value === "string") {
      return /^https?:\/\/\S+$/.test(value) ? outLink(value)
        : !value.includes("\n") ? foreign(value)
          : html`<pre class="body" tabindex="0" aria-label=${t("extract.title")}>${value}</pre>`;
    }
    return String(value);
  }

  #step(step) {
    this.dispatchEvent(new CustomEvent("step", { detail: step }));
  }

  #close() {
    this.querySelector("dialog").close();
  }

  #outside(event) {
    if (event.target === event.currentTarget) {
      this.#close();
    }
  }
}

customElements.define("ow-drawer", Drawer);
