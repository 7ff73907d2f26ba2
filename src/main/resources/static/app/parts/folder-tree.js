// The folders of a site as a tree that opens: how many results each has, and how many of them failed.

import { html, nothing, Part } from "../lit.js";
import { t } from "../messages.js";
import { count } from "../format.js";
import { Folders } from "../model/folders.js";
import { toJob } from "../router.js";
import { bar, foreign } from "./small.js";

const SHOWN_MAX = 100;
const GROW_MILLIS = 1_000;

class FolderTree extends Part {
  static properties = { model: {}, open: { state: true } };
  #timer = 0;

  constructor() {
    super();
    this.open = new Set();
    this.folders = new Folders();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#grow();
    this.listen(this.model, "change", () => this.#later());
  }

  /** The first host is open from the beginning; after that, what is open is up to who looks. */
  #grow() {
    const before = this.folders.root.folders.size;
    const grown = this.folders.grow(this.model.columns);
    const [host] = this.folders.root.folders.values();
    if (!before && host) {
      this.open = new Set([host.url]);
    }
    return grown;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #later() {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      if (this.#grow()) {
        this.requestUpdate();
      }
    }, GROW_MILLIS);
  }

  render() {
    const { root } = this.folders;
    return html`<section class="card" aria-labelledby="folders-title">
      <h2 id="folders-title">${t("folders.title")}</h2>
      ${root.folders.size ? this.#list(root) : html`<p class="quiet">${t("results.none")}</p>`}
    </section>`;
  }

  #list(parent) {
    const all = [...parent.folders.values()].sort((a, b) => b.all - a.all);
    const more = all.length - SHOWN_MAX;
    return html`<ul class="folders">${all.slice(0, SHOWN_MAX).map((folder) => html`<li>${this.#folder(folder,
      parent)}</li>`)}${more > 0 ? html`<li class="quiet">${t("extract.more", { n: more })}</li>` : nothing}</ul>`;
  }

  /** What is closed is not in the page. */
  #folder(folder, parent) {
    const open = this.open.has(folder.url);
    const query = new URLSearchParams({ text: folder.url });
    const line = html`<span class="folder-name">${foreign(folder.name)}</span>
      <a class="small" href="${toJob(this.model.id, "results")}?${query}">${t("results.all", { n: folder.all })}</a>
      ${folder.failure ? html`<span class="small failed">${t("job.failures", { n: folder.failure })}</span>` : nothing}
      <span class="folder-share">${bar(folder.all, parent.all)}</span>`;
    if (!folder.folders.size) {
      return html`<span class="toggle"></span>${line}`;
    }
    return html`<button type="button" class="plain toggle" aria-expanded=${open ? "true" : "false"}
        aria-label=${t("folders.open", { name: folder.name, n: count(folder.folders.size) })}
        @click=${() => this.#toggle(folder.url)}>${open ? "▾" : "▸"}</button>${line}
      ${open ? this.#list(folder) : nothing}`;
  }

  #toggle(url) {
    const open = new Set(this.open);
    if (!open.delete(url)) {
      open.add(url);
    }
    this.open = open;
  }
}

customElements.define("ow-folders", FolderTree);
