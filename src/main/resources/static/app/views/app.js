// The frame: header, what is wrong with the connection, the view, footer.

import { html, nothing, Part, keyed } from "../lit.js";
import { t } from "../messages.js";
import { jobs } from "../model/jobs.js";
import { place } from "../router.js";
import { identify, isOperator, signOut } from "../session.js";
import { hear, tell } from "../tabs.js";
import "../parts/connection.js";
import "../parts/offline.js";
import "../parts/theme-switch.js";
import "./home.js";
import "./hosts.js";
import "./job.js";
import "./sign-in.js";

const VIEWS = {
  home: ({ query }) => html`<ow-home .query=${query}></ow-home>`,
  hosts: () => html`<ow-hosts-view></ow-hosts-view>`,
  job: ({ id, tab, query }) => keyed(id, html`<ow-job .jobId=${id} .tab=${tab} .query=${query}></ow-job>`),
  nowhere: () => html`<h1 tabindex="-1">${t("nowhere.title")}</h1><p><a href="#/">${t("nowhere.back")}</a></p>`,
};

class App extends Part {
  static properties = { here: { state: true }, who: { state: true }, signedOut: { state: true } };

  constructor() {
    super();
    this.here = place();
    this.who = null;
    this.signedOut = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(window, "hashchange", () => this.#move());
    this.listen(window, "orbweaver:signed-out", () => (this.signedOut = true));
    hear(({ session }) => session && location.reload()); // what is seen belongs to who signed in
    this.#begin();
  }

  async #begin() {
    try {
      this.who = await identify();
    } catch (problem) {
      if (problem.status === 401) {
        this.signedOut = true;
        return;
      }
      this.who = { name: null, role: "reader" };
    }
    jobs.start();
    jobs.load();
  }

  #move() {
    const before = this.here;
    this.here = place();
    if (before.view !== this.here.view || before.id !== this.here.id) {
      scrollTo(0, 0);
      // users of screen readers are notified of the new page
      this.updateComplete.then(() => setTimeout(() => this.querySelector("main h1")?.focus()));
    }
  }

  render() {
    return html`
      <a class="to-content" href="#main" @click=${this.#skip}>${t("app.skip")}</a>
      <header class="bar">
        <a class="brand" href="#/"><img src="icon.svg" alt="" width="28" height="28"><span>Orbweaver</span></a>
        <nav aria-label=${t("app.nav")}>${this.#links()}</nav>
        <div class="bar-end">
          ${this.signedOut ? nothing : html`<ow-connection></ow-connection>`}
          <ow-theme></ow-theme>
          ${this.who?.name ? html`<span class="who quiet">${this.who.name} (${t(`role.${this.who.role}`)})</span>
            <button class="plain" type="button" @click=${this.#out}>${t("app.signOut")}</button>` : nothing}
        </div>
      </header>
      ${this.signedOut ? nothing : html`<ow-offline></ow-offline>`}
      <main id="main" tabindex="-1">${this.#view()}</main>
      <footer class="foot quiet"><nav aria-label=${t("app.more")}>
        <a href="docs">${t("foot.docs")}</a>
        <a href="swagger-ui.html">${t("foot.api")}</a>
        <a href="openapi">${t("foot.openapi")}</a>
        <a href="actuator/prometheus">${t("foot.metrics")}</a>
        <a href="actuator/health">${t("foot.health")}</a>
      </nav></footer>`;
  }

  #links() {
    const link = (hash, view, text) => html`<a href=${hash} aria-current=${this.here.view === view ? "page" : nothing}
      >${text}</a>`;
    const hosts = this.who && isOperator() ? link("#/hosts", "hosts", t("app.hosts")) : nothing;
    return this.who ? [link("#/", "home", t("app.jobs")), hosts] : nothing;
  }

  #view() {
    if (this.signedOut) {
      return html`<ow-sign-in></ow-sign-in>`;
    }
    return this.who ? VIEWS[this.here.view](this.here) : html`<p class="quiet">${t("app.loading")}</p>`;
  }

  #skip(event) {
    event.preventDefault(); // the address says where we are, and must not say "main"
    document.getElementById("main").focus();
  }

  async #out() {
    await signOut().catch(() => {});
    tell({ session: true });
    location.reload();
  }
}

customElements.define("ow-app", App);
