import { html, nothing, Part } from "../lit.js";
import { call, jobPath } from "../api.js";
import { t } from "../messages.js";
import { ENDED } from "../model/job-model.js";
import { jobs } from "../model/jobs.js";
import { go, toJob, toList } from "../router.js";
import { mayChange } from "../session.js";
import { tell } from "../tabs.js";
import { refusal } from "./small.js";

const MOVES = { start: ["created"], pause: ["running"], resume: ["paused"], cancel: ["created", "running", "paused"] };
const ASKED_FIRST = new Set(["cancel", "delete"]);

/** What may be done with a job in its state, by who asks; what cannot be undone is asked for once more. */
class JobActions extends Part {
  static properties = { model: {}, state: {}, asking: { state: true }, busy: { state: true },
    problem: { state: true } };

  render() {
    if (!mayChange()) {
      return nothing;
    }
    const offered = Object.keys(MOVES).filter((name) => MOVES[name].includes(this.state));
    const again = ["again", "edit"];
    return html`
      <div class="actions" role="group" aria-label=${t("action.all")}>
        ${ENDED.has(this.state) ? again.map((name) => html`<button type="button" class="again"
          ?disabled=${this.busy} @click=${() => this.#act(name)}>${t(`action.${name}`)}</button>`) : nothing}
        ${[...offered, "delete"].map((name) => html`<button type="button" class=${name === "delete" ? "danger" : name}
          ?disabled=${this.busy} @click=${() => this.#want(name)}>${t(`action.${name}`)}</button>`)}
      </div>
      ${refusal(this.problem)}
      <dialog aria-labelledby="ask-title" @close=${this.#answered}>
        <form method="dialog">
          <h2 id="ask-title">${this.asking ? t(`ask.${this.asking}`) : ""}</h2>
          <p>${this.asking ? t(`ask.${this.asking}.about`) : ""}</p>
          <p class="actions end">
            <button value="no" autofocus>${this.asking ? t(`ask.${this.asking}.no`) : ""}</button>
            <button value="yes" class="danger">${this.asking ? t(`ask.${this.asking}.yes`) : ""}</button>
          </p>
        </form>
      </dialog>`;
  }

  async #want(name) {
    if (!ASKED_FIRST.has(name)) {
      this.#act(name);
      return;
    }
    this.asking = name;
    await this.updateComplete;
    const dialog = this.querySelector("dialog");
    dialog.returnValue = "no";
    dialog.showModal();
  }

  #answered({ target }) {
    if (target.returnValue === "yes") {
      this.#act(this.asking);
    }
  }

  async #act(name) {
    const { id } = this.model;
    this.problem = null;
    this.busy = true;
    try {
      if (name === "delete") {
        await call("DELETE", jobPath(id));
        jobs.forget(id);
        tell({ deleted: id });
        go("#/");
      } else if (name === "edit") {
        go(toList({ from: id }));
      } else if (name === "again") {
        const job = await call("POST", "v1/jobs", { ...this.model.job.spec, start: true });
        jobs.know(job);
        go(toJob(job.id));
      } else {
        const job = await call("POST", jobPath(id, `/${name}`));
        this.model.know(job);
        jobs.know(job);
      }
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
      await this.updateComplete;
      if (document.activeElement === document.body) {
        this.querySelector(".actions button:not(.again)")?.focus(); // the button that was pressed is gone
      }
    }
  }
}

customElements.define("ow-actions", JobActions);
