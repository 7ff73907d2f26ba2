// Small pieces that many views share.

import { html, nothing } from "../lit.js";
import { has, t } from "../messages.js";
import { hostOf, safeUrl, visible } from "../format.js";
import { ENDED } from "../model/job-model.js";

/** A stranger's text: text only, kept from turning what stands around it. */
export const foreign = (text) => html`<bdi>${visible(text)}</bdi>`;

/** A URL that leads out where it is safe to follow it; else its text. */
export function outLink(url, text = url) {
  const safe = safeUrl(url);
  const shown = typeof text === "string" ? foreign(text) : text;
  return safe
    ? html`<a class="url" href=${safe} target="_blank" rel="noopener noreferrer">${shown}</a>`
    : html`<span class="url">${shown}</span>`;
}

/**
 * A URL without the host that the crawl began with, which is in each of them and pushes out what tells them apart; who
 * listens to the page has it whole.
 */
export function ownUrl(url, job) {
  const host = hostOf(url);
  const start = url.indexOf("//") + 2 + host.length;
  return host && host === hostOf(job?.spec.seeds[0] ?? "") && start < url.length
    ? html`<span class="unseen">${foreign(url.slice(0, start))}</span>${foreign(url.slice(start))}` : foreign(url);
}

/** A job's state, by more than its colour. */
export const stateBadge = (state) => html`<span class="badge state-${state}">${t(`state.${state}`)}</span>`;

/** A share of a whole as a bar beside its number; the number is what is read out. */
export const bar = (part, all, tone = "page") => html`
  <svg class="share tone-${tone}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
    <rect class="back" width="100" height="6"></rect>
    <rect class="fill" width=${all ? Math.max(0.8, (100 * part) / all) : 0} height="6"></rect>
  </svg>`;

/** Why something is so, in words where there are some. */
export const word = (prefix, name) => (has(`${prefix}.${name}`) ? t(`${prefix}.${name}`) : (name ?? ""));

/** How far a job that has ended had come, from 0 to 1; null while the total is unknown. */
export function shareDone({ state, counters: c }) {
  return !ENDED.has(state) ? null : state === "completed" ? 1
    : c.known ? (c.pages + c.failures + c.skips) / c.known : 0;
}

/** What the service refused. */
export const refusal = (problem) => (problem
  ? html`<p class="problem box" role="alert">${problem.message ?? String(problem)}</p>` : nothing);

/** What a seeds' list is called in one line. */
export function jobTitle(job) {
  const seeds = job?.spec?.seeds ?? [];
  const first = (seeds[0] ?? job?.id ?? "").replace(/^https?:\/\//, "").replace(/\/$/, "");
  return seeds.length > 1 ? t("job.titleMore", { first, n: seeds.length - 1 }) : first;
}
