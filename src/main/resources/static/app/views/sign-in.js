import { html, nothing, Part } from "../lit.js";
import { t } from "../messages.js";
import { signIn } from "../session.js";
import { tell } from "../tabs.js";

/** Where there are keys, one is sent once, and a cookie replaces it from then on. */
class SignIn extends Part {
  static properties = { problem: { state: true }, busy: { state: true } };

  firstUpdated() {
    this.querySelector("input").focus();
  }

  render() {
    return html`
      <section class="card narrow">
        <h1 tabindex="-1">${t("signIn.title")}</h1>
        <p class="quiet">${t("signIn.about")}</p>
        <form novalidate @submit=${this.#send}>
          <div class="field">
            <label for="key">${t("signIn.key")}</label>
            <input id="key" type="password" autocomplete="current-password" spellcheck="false"
              aria-invalid=${this.problem ? "true" : nothing} aria-describedby="key-problem">
            <p class="problem" id="key-problem" role="alert">${this.problem ?? ""}</p>
          </div>
          <button class="main" ?disabled=${this.busy}>${t("signIn.send")}</button>
        </form>
      </section>`;
  }

  async #send(event) {
    event.preventDefault();
    const input = this.querySelector("input");
    const key = input.value.trim();
    input.value = "";
    this.busy = true;
    try {
      await signIn(key);
      tell({ session: true });
      location.reload();
    } catch (problem) {
      this.problem = problem.message;
      input.focus();
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("ow-sign-in", SignIn);
