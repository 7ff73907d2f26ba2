// The one door to Lit, so that a part imports from one place and its version is changed in one.

import { LitElement } from "../lib/lit-element/lit-element.js";

export { html, svg, nothing, noChange } from "../lib/lit-element/lit-element.js";
export { repeat } from "../lib/lit-html/directives/repeat.js";
export { live } from "../lib/lit-html/directives/live.js";
export { keyed } from "../lib/lit-html/directives/keyed.js";

/**
 * A component that renders into the page itself and not into a shadow tree: one style sheet reaches everything, and
 * labels, descriptions and owned elements may refer to each other across components.
 */
export class Part extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** Listens for as long as the component is in the page. */
  listen(target, type, handler) {
    (this.heard ??= []).push([target, type, handler]);
    target.addEventListener(type, handler);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    (this.heard ?? []).splice(0).forEach(([target, type, handler]) => target.removeEventListener(type, handler));
  }
}
