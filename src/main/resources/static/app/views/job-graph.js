// The link graph as it grows, and the same in words.

import { html, nothing, Part } from "../lit.js";
import { t } from "../messages.js";
import { count } from "../format.js";
import { NODES_MAX, Web } from "../model/web.js";
import { toJob } from "../router.js";
import { AT } from "../rows.js";
import { bar, foreign, ownUrl } from "../parts/small.js";
import "../parts/folder-tree.js";
import "../parts/result-drawer.js";

const GROW_MILLIS = 1_000;
const NODES_A_FRAME = 60;
const STEP = 1.3;
const LISTED = 15;

class Graph extends Part {
  static properties = { model: {}, chosen: { state: true } };
  #cy = null;
  #timer = 0;
  #touched = false;

  connectedCallback() {
    super.connectedCallback();
    this.web = new Web();
    this.web.grow(this.model.columns);
    this.waiting = [];
    this.loose = new Set();
    this.listen(this.model, "change", () => this.#later());
    this.listen(window, "orbweaver:theme", () => this.#cy?.style(this.#style()));
    this.watcher = new ResizeObserver(() => this.#cy?.resize());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.watcher.disconnect();
    this.#cy?.destroy();
    this.#cy = null;
  }

  async firstUpdated() {
    const { default: cytoscape } = await import("../../lib/cytoscape/cytoscape.js"); // large, and only for this tab
    const container = this.querySelector(".web");
    if (!this.isConnected || !container) {
      return;
    }
    this.#cy = cytoscape({
      container, style: this.#style(), layout: { name: "preset" }, minZoom: 0.03, maxZoom: 3,
      boxSelectionEnabled: false, autoungrabify: true, textureOnViewport: true, pixelRatio: 1,
    });
    this.#cy.on("tap", "node", ({ target }) => (this.chosen = this.web.nodes.get(target.id())));
    this.#cy.on("viewport", () => (this.#touched ||= !this.fitting));
    this.watcher.observe(container);
    this.#draw();
  }

  #later() {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      if (this.web.grow(this.model.columns)) {
        this.#draw();
      }
      this.requestUpdate();
    }, GROW_MILLIS);
  }

  /** Lays all of it anew, and draws what is new thread by thread: hundreds of nodes at once would hold the page up. */
  #draw() {
    const cy = this.#cy;
    if (!cy) {
      return;
    }
    this.web.lay();
    this.waiting = [];
    cy.batch(() => {
      for (const node of this.web.nodes.values()) {
        const known = cy.getElementById(node.url);
        if (known.empty()) {
          this.waiting.push(node);
        } else {
          known.position({ x: node.x, y: node.y });
          if (known.data("type") !== node.type || known.data("weight") !== this.#weight(node)) {
            known.data({ type: node.type, weight: this.#weight(node) });
          }
        }
      }
    });
    this.#weave();
  }

  #weave() {
    const cy = this.#cy;
    if (!cy || !this.isConnected) {
      return;
    }
    const next = this.waiting.splice(0, NODES_A_FRAME);
    cy.add(next.map((node) => ({
      data: { id: node.url, type: node.type, weight: this.#weight(node) }, position: { x: node.x, y: node.y },
    })));
    next.filter(({ parent }) => parent).forEach((node) => this.loose.add(node));
    this.#tie();
    if (!this.#touched) {
      this.#fit();
    }
    if (this.waiting.length) {
      requestAnimationFrame(() => this.#weave());
    }
  }

  /** Draws the threads whose two ends are there. */
  #tie() {
    const loose = [...this.loose].filter((node) => this.#cy.getElementById(node.parent).nonempty());
    this.#cy.add(loose.map(({ url, parent }) => ({ data: { id: `→ ${url}`, source: parent, target: url } })));
    loose.forEach((node) => this.loose.delete(node));
  }

  /** A page that led to much is drawn larger. */
  #weight(node) {
    return Math.min(44, 10 + 4 * Math.sqrt(node.children.length)) * this.web.scale;
  }

  #fit() {
    this.fitting = true;
    this.#cy.fit(undefined, 24);
    this.fitting = false;
    this.#touched = false;
  }

  #zoom(factor) {
    const cy = this.#cy;
    cy?.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  #style() {
    const style = getComputedStyle(this);
    const colour = (name) => style.getPropertyValue(name).trim();
    const node = (type) => ({ selector: `node[type="${type}"]`, style: { "background-color": colour(`--${type}`) } });
    return [
      { selector: "node",
        style: { width: "data(weight)", height: "data(weight)", "background-color": colour("--rest") } },
      node("page"), node("failure"), node("skip"),
      { selector: "node[type='failure']", style: { shape: "diamond" } },
      { selector: "node[type='skip']", style: { shape: "rectangle" } },
      { selector: "edge", style: { width: 1.5, "line-color": colour("--thread"), "curve-style": "haystack" } },
      { selector: "node:selected", style: { "border-width": 4, "border-color": colour("--accent") } },
    ];
  }

  render() {
    const { web } = this;
    return html`
      <section class="card" aria-labelledby="graph-title">
        <div class="head-line"><h2 id="graph-title">${t("graph.title")}</h2>
          <span class="quiet small">${t("graph.size", { n: web.nodes.size })}</span>
          <span class="key"><i class="swatch page"></i>${t("type.page")}</span>
          <span class="key"><i class="swatch failure diamond"></i>${t("type.failure")}</span>
          <span class="key"><i class="swatch skip"></i>${t("type.skip")}</span>
          <div class="choices" role="group" aria-label=${t("graph.zoom")}>
            <button type="button" aria-label=${t("graph.out")} @click=${() => this.#zoom(1 / STEP)}>−</button>
            <button type="button" aria-label=${t("graph.in")} @click=${() => this.#zoom(STEP)}>+</button>
            <button type="button" @click=${() => this.#fit()}>${t("graph.fit")}</button>
          </div></div>
        <p class="quiet small">${t("graph.about")} ${web.leftOut
          ? html`${t("graph.bounded", { max: NODES_MAX, n: web.leftOut })}
            <a href=${toJob(this.model.id, "export")}>${t("results.export")}</a>` : nothing}</p>
        <div class="web" role="img" aria-label=${t("graph.said", { n: web.nodes.size })}></div>
        <div role="status">${this.chosen ? this.#node(this.chosen) : nothing}</div>
      </section>
      <ow-folders .model=${this.model}></ow-folders>
      ${this.#words()}
      <ow-drawer .model=${this.model}></ow-drawer>`;
  }

  #node(node) {
    return html`<p class="chosen"><strong>${foreign(node.title || node.url)}</strong>
      <span class="url quiet">${foreign(node.url)}</span>
      <span class="quiet small">${t("graph.node", { depth: node.depth, n: node.children.length })}</span>
      ${this.model.columns.find(node.seq) >= 0 ? html`<button type="button" @click=${() => this.#show(node)}>
        ${t("graph.details")}</button>` : nothing}</p>`;
  }

  #show(node) {
    const at = this.model.columns.find(node.seq);
    const row = Object.keys(AT).map((name) => this.model.columns[name][at]);
    this.querySelector("ow-drawer").show({ row, type: node.type });
  }

  #words() {
    const first = [...this.web.nodes.values()].filter(({ children }) => children.length)
      .sort((a, b) => b.children.length - a.children.length).slice(0, LISTED);
    const depths = [...this.model.tally.byDepth].sort((a, b) => a[0] - b[0]);
    const most = Math.max(1, ...depths.map(([, n]) => n));
    return html`<div class="two">
      <section class="card" aria-labelledby="sources-title"><h2 id="sources-title">${t("graph.sources")}</h2>
        <ol class="plain-list">${first.map((node) => html`<li class="line"><button type="button" class="link url"
          @click=${() => (this.chosen = node)}>${ownUrl(node.url, this.model.job)}</button> <span class="pill">${
          count(node.children.length)}</span></li>`)}</ol></section>
      <section class="card" aria-labelledby="depths-title"><h2 id="depths-title">${t("graph.depths")}</h2>
        <table class="breakdown"><thead class="unseen"><tr><th scope="col">${t("column.depth")}</th>
          <th scope="col">${t("column.share")}</th><th scope="col">${t("column.count")}</th></tr></thead>
          <tbody>${depths.slice(0, 30).map(([depth, n]) => html`<tr><th scope="row">${depth}</th>
            <td class="grow">${bar(n, most)}</td><td class="number">${count(n)}</td></tr>`)}</tbody></table></section>
    </div>`;
  }
}

customElements.define("ow-job-graph", Graph);
