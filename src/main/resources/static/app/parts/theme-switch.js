import { html, Part } from "../lit.js";
import { t } from "../messages.js";

const SUN = "M12 7a5 5 0 1 0 0 10a5 5 0 0 0 0-10M12 1.500v2M12 20.500v2M1.500 12h2M20.500 12h2"
  + "M4.600 4.600l1.400 1.400M18 18l1.400 1.400M4.600 19.400l1.400-1.400M18 6l1.400-1.400";
const MOON = "M20 14.500A8.500 8.500 0 1 1 9.500 4a7 7 0 0 0 10.500 10.500z";
const KEY = "orbweaver.theme";

/** Light, dark, or as the system has it; kept in this browser. */
class ThemeSwitch extends Part {
  render() {
    const dark = this.#dark();
    const text = t(dark ? "theme.toLight" : "theme.toDark");
    return html`<button class="plain icon" type="button" aria-label=${text} title=${text} @click=${this.#turn}>
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor"
        stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">
        <path d=${dark
          ? SUN : MOON}></path>
      </svg></button>`;
  }

  #dark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  #turn() {
    const next = this.#dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem(KEY, next);
    dispatchEvent(new Event("orbweaver:theme"));
    this.requestUpdate();
  }
}

customElements.define("ow-theme", ThemeSwitch);
