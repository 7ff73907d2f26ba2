// A crawl is one field and Enter; the rest is there when it is wanted.

import { html, nothing, Part } from "../lit.js";
import { call, jobPath } from "../api.js";
import { t } from "../messages.js";
import { EXAMPLE, PRESETS } from "../model/presets.js";
import { FIELDS, GROUPS, idOf, placed, toSpec, toValues } from "../model/spec-fields.js";
import { jobs } from "../model/jobs.js";
import { go, toJob } from "../router.js";
import { refusal } from "./small.js";

class SubmitForm extends Part {
  static properties = { from: {}, wrong: { state: true }, refused: { state: true }, busy: { state: true },
    preset: { state: true } };

  constructor() {
    super();
    this.values = {};
    this.wrong = {};
    this.touched = new Set();
    this.refusedValues = {};
    this.pressed = false;
    this.base = null;
    this.preset = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(window, "pointerdown", () => (this.pressed = true));
    ["pointerup", "pointercancel"].forEach((type) => this.listen(window, type, () => (this.pressed = false)));
  }

  updated(changed) {
    if (changed.has("from") && this.from) {
      this.#again(this.from);
    }
  }

  render() {
    return html`
      <form class="submit" novalidate @submit=${this.#send} @input=${this.#input} @focusout=${this.#left}>
        <div class="seed-line">
          ${this.#seeds()}
          <button class="main" ?disabled=${this.busy}>${t("submit.send")}</button>
        </div>
        ${refusal(this.refused)}
        <div class="presets" role="group" aria-label=${t("preset.all")}>
          <span class="quiet small" aria-hidden="true">${t("preset.all")}</span>
          ${PRESETS.map(({ name }) => html`<button type="button" class="chip" title=${t(`preset.${name}.about`)}
            aria-pressed=${this.preset === name ? "true" : "false"} @click=${() => this.#choose(name)}>${
            t(`preset.${name}`)}</button>`)}
        </div>
        ${this.preset ? html`<p class="hint" role="status">${t(`preset.${this.preset}.about`)}</p>` : nothing}
        <details class="advanced">
          <summary>${t("submit.options")}</summary>
          <div class="groups">${GROUPS.map((group) => this.#group(group))}</div>
        </details>
      </form>`;
  }

  #seeds() {
    const id = idOf("seeds");
    return html`<div class="field grow">
      <label for=${id}>${t("spec.seeds")}</label>
      <textarea id=${id} name="seeds" rows="1" inputmode="url" autocomplete="url" autocapitalize="off"
        spellcheck="false"
        placeholder="https://docs.example.org/" aria-describedby="${id}-hint ${id}-problem"
        aria-invalid=${this.wrong.seeds ? "true" : nothing} @keydown=${this.#key}></textarea>
      <p class="hint" id="${id}-hint">${t("spec.seeds.hint")}</p>
      <p class="problem" id="${id}-problem">${this.wrong.seeds ?? ""}</p>
    </div>`;
  }

  #group({ name, fields }) {
    return html`<fieldset>
      <legend>${t(`group.${name}`)}</legend>
      ${fields.map((field) => (field.kind === "flag" ? this.#flag(field) : this.#field(field)))}
    </fieldset>`;
  }

  #flag({ path, on }) {
    const id = idOf(path);
    return html`<div class="field check">
      <input type="checkbox" id=${id} name=${path} ?checked=${on} aria-invalid=${this.wrong[path] ? "true" : nothing}
        aria-describedby="${id}-problem">
      <label for=${id}>${t(`spec.${path}`)}</label>
      <p class="problem" id="${id}-problem">${this.wrong[path] ?? ""}</p>
    </div>`;
  }

  #field({ path, kind, options, sample }) {
    const id = idOf(path);
    const invalid = this.wrong[path] ? "true" : nothing;
    const described = `${id}-hint ${id}-problem`;
    const input = kind === "choice"
      ? html`<select id=${id} name=${path} aria-invalid=${invalid} aria-describedby=${described}>
          ${options.map((option) => html`<option value=${option}>${t(`spec.${path}.${option}`)}</option>`)}</select>`
      : kind === "lines"
        ? html`<textarea id=${id} name=${path} rows="2" autocomplete="off" spellcheck="false"
            placeholder=${sample ?? ""} aria-invalid=${invalid} aria-describedby=${described}></textarea>`
        : html`<input id=${id} name=${path} inputmode=${kind === "number" ? "numeric" : nothing} autocomplete="off"
            placeholder=${sample ?? ""} aria-invalid=${invalid} aria-describedby=${described}>`;
    return html`<div class="field">
      <label for=${id}>${t(`spec.${path}`)}</label>${input}
      <p class="hint" id="${id}-hint">${t(`spec.${path}.hint`)}</p>
      <p class="problem" id="${id}-problem">${this.wrong[path] ?? ""}</p>
    </div>`;
  }

  /** A preset is chosen once more to be taken back; what was entered besides stays. */
  #choose(name) {
    const before = PRESETS.find((preset) => preset.name === this.preset)?.values ?? {};
    const values = { ...this.values };
    Object.keys(before).forEach((path) => delete values[path]);
    this.preset = this.preset === name ? "" : name;
    this.#fill({ ...values, ...PRESETS.find((preset) => preset.name === this.preset)?.values });
  }

  /** Enters an example, which is started only by who wants it. */
  async example() {
    this.base = null;
    this.preset = "";
    await this.#fill(EXAMPLE);
    this.querySelector(".seed-line .main").focus();
  }

  /** Enters what another crawl was asked for. */
  async #again(id) {
    try {
      const { spec } = await call("GET", jobPath(id));
      this.base = spec;
      await this.#fill(toValues(spec));
      this.querySelector(".advanced").open = true;
      this.querySelector(`#${idOf("seeds")}`).focus();
    } catch (problem) {
      this.refused = problem;
    }
  }

  async #fill(values) {
    this.values = { ...values };
    this.key = null;
    this.wrong = {};
    this.refused = null;
    await this.updateComplete;
    for (const { path, kind, on, options } of FIELDS) {
      const input = this.querySelector(`#${idOf(path)}`);
      const value = values[path];
      if (kind === "flag") {
        input.checked = value ?? on;
      } else {
        input.value = value ?? options?.[0] ?? "";
      }
    }
    this.#grow(this.querySelector(`#${idOf("seeds")}`));
  }

  /** Where `field-sizing` is not known yet. */
  #grow(input) {
    input.rows = Math.min(8, input.value.split("\n").length);
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.querySelector("form").requestSubmit();
    }
  }

  #input({ target }) {
    const { name } = target;
    this.key = null; // another submission; the same one, sent again after a lost answer, is the same crawl
    this.values[name] = target.type === "checkbox" ? target.checked : target.value;
    if (name === "seeds") {
      this.#grow(target);
    }
    if (this.touched.has(name) || this.wrong[name]) {
      this.#check(name);
    }
  }

  /** A URL is not reported as wrong while it is typed. */
  #left({ target }) {
    const { name } = target;
    if (!name) {
      return;
    }
    this.touched.add(name);
    if (this.pressed) { // a text that came or went now would move what is being pressed from under the pointer
      addEventListener("pointerup", () => setTimeout(() => this.#check(name)), { once: true });
    } else {
      this.#check(name);
    }
  }

  #check(name) {
    const field = FIELDS.find(({ path }) => path === name);
    const text = this.values[name];
    if (this.wrong[name] && name in this.refusedValues && this.refusedValues[name] === text) {
      return; // the service has refused it, which knows better
    }
    delete this.refusedValues[name];
    const problem = field?.check && typeof text === "string" && text.trim() ? field.check(text.trim()) : "";
    this.wrong = { ...this.wrong, [name]: problem };
  }

  async #send(event) {
    event.preventDefault();
    this.refused = null;
    if (!this.values.seeds?.trim()) {
      this.#refuse({ ...this.wrong, seeds: t("check.noSeed") });
      return;
    }
    const slip = FIELDS[0].check(this.values.seeds.trim());
    if (slip) { // the service would take a word for a host's name
      this.#refuse({ ...this.wrong, seeds: slip });
      return;
    }
    this.busy = true;
    const spec = toSpec(this.values, this.base);
    try {
      this.key ??= Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16)).join("");
      const job = await call("POST", "v1/jobs", spec, { "Idempotency-Key": this.key });
      jobs.know(job);
      go(toJob(job.id));
    } catch (problem) {
      const { at, other } = placed(problem.errors ?? [], spec);
      this.#refuse(at);
      this.refused = Object.keys(at).length && !other.length ? null
        : { message: [problem.message, ...other].join("\n") };
    } finally {
      this.busy = false;
    }
  }

  /** What is wrong is said until it is changed, and not only until it is left. */
  #refuse(wrong) {
    this.wrong = wrong;
    this.refusedValues = Object.fromEntries(Object.keys(wrong).map((name) => [name, this.values[name]]));
    this.#toFirst();
  }

  async #toFirst() {
    await this.updateComplete;
    const first = FIELDS.find(({ path }) => this.wrong[path]);
    const input = first && this.querySelector(`#${idOf(first.path)}`);
    input?.closest("details")?.setAttribute("open", "");
    input?.focus();
  }
}

customElements.define("ow-submit", SubmitForm);
