// The fields of a submission: the place of each in the JSON, how it is entered, and what can be checked at once.
// A text that is not what it should be is sent as it is all the same, for the service says best what is wrong with it.

import { t } from "../messages.js";
import { checkSeeds, seedsOf } from "./seeds.js";

const DURATION = /^(\d+(\.\d+)?\s*(ms|s|m|h|d))+$|^P(?=.)/i;
const SIZE = /^\d+(\.\d+)?\s*(B|[KMGT]i?B)?$/i;

const number = (min, max) => ({
  kind: "number",
  read: (text) => (/^\d+$/.test(text) ? Number(text) : text),
  check: (text) => (/^\d+$/.test(text) && text >= min && text <= max ? "" : t("check.number", { min, max })),
});
const OFF = "off";
/** A number, or a word that lifts the rule. */
const rule = (min, max) => ({
  ...number(min, max),
  kind: "text",
  write: (value) => String(value ?? OFF),
  read: (text) => (text.toLowerCase() === OFF ? null : number(min, max).read(text)),
  check: (text) => (text.toLowerCase() === OFF || !number(min, max).check(text) ? ""
    : t("check.rule", { min, max, off: OFF })),
});
const formed = (form, key) => ({
  kind: "text", read: (text) => text, check: (text) => (form.test(text) ? "" : t(key)),
});
const duration = formed(DURATION, "check.duration");
const size = formed(SIZE, "check.size");
const lines = { kind: "lines", read: linesOf, check: () => "", write: (list) => list.join("\n") };
const pairs = (sign, fold = (name) => name) => ({
  kind: "lines",
  read: (text) => Object.fromEntries(linesOf(text).map((line) => split(line, sign))),
  check: (text) => (linesOf(text).every((line) => line.indexOf(sign) > 0) ? "" : t(`check.pairs.${sign}`))
    || twice(linesOf(text).map((line) => fold(split(line, sign)[0]))),
  write: (object) => Object.entries(object).map(([name, value]) => (sign === ":" ? `${name}: ${value}`
    : `${name} ${sign} ${value}`)).join("\n"),
});
const choice = (...options) => ({ kind: "choice", options, read: (text) => text, check: () => "" });
const flag = (on = false) => ({ kind: "flag", on });
const ELEMENTS = ["a", "area", "link", "iframe", "frame", "img", "source", "refresh"];
const elements = {
  kind: "text",
  write: (list) => list.join(", "),
  read: wordsOf,
  check: (text) => (wordsOf(text).every((name) => ELEMENTS.includes(name)) ? ""
    : t("check.elements", { list: ELEMENTS.join(", ") })),
};
const patterns = { ...lines, check: (text) => linesOf(text).map(badPattern).find(Boolean) ?? "" };

export const SEEDS = { path: "seeds", ...lines, read: seedsOf, check: checkSeeds };

/** What may be asked besides the seeds, in groups. */
export const GROUPS = [
  { name: "reach", fields: [
    { path: "scope", ...choice("host", "domain", "prefix", "any") },
    { path: "sitemaps", ...choice("include", "only", "ignore") },
    { path: "follow", ...elements, sample: "a, area" },
    { path: "include", ...patterns },
    { path: "exclude", ...patterns },
    { path: "duplicates", ...choice("report", "skip") },
    { path: "cleanUrls.sessionIds", ...flag() },
    { path: "cleanUrls.tracking", ...flag() },
  ] },
  { name: "limits", fields: [
    { path: "maxPages", ...number(1, 10_000_000), sample: "1000" },
    { path: "maxDepth", ...number(0, 10_000), sample: "20" },
    { path: "maxDuration", ...duration, sample: "1h" },
    { path: "maxBytes", ...size, sample: "2GB" },
    { path: "maxBodySize", ...size, sample: "10MB" },
  ] },
  { name: "traps", fields: [
    { path: "traps.urlLength", ...rule(100, 8_192), sample: "2000" },
    { path: "traps.segments", ...rule(1, 1_000), sample: "50" },
    { path: "traps.repeats", ...rule(1, 100), sample: "3" },
    { path: "traps.years", ...rule(0, 100), sample: "5" },
  ] },
  { name: "pace", fields: [
    { path: "perHost", ...number(1, 100), sample: "2" },
    { path: "delay", ...duration, sample: "100ms" },
    { path: "concurrency", ...number(1, 10_000), sample: "" },
    { path: "timeout", ...duration, sample: "20s" },
    { path: "retries", ...number(0, 20), sample: "3" },
    { path: "robots", ...flag(true) },
  ] },
  { name: "extract", fields: [
    { path: "extract.metadata", ...flag() },
    { path: "extract.text", ...flag() },
    { path: "extract.markdown", ...flag() },
    { path: "extract.links", ...flag() },
    { path: "keepBodies", ...flag() },
    { path: "extract.fields", ...pairs("="), sample: "price = span.price" },
    { path: "extract.patterns", ...lines, sample: "rust" },
  ] },
  { name: "more", fields: [
    { path: "headers", ...pairs(":", (name) => name.toLowerCase()), sample: "Accept-Language: en" },
    { path: "labels", ...pairs("="), sample: "team = search" },
    { path: "cookies", ...flag() },
    { path: "start", ...flag(true) },
  ] },
];

export const FIELDS = [SEEDS, ...GROUPS.flatMap((group) => group.fields)];

/** The element's id for a field. */
export const idOf = (path) => `spec-${path.replace(".", "-")}`;

function linesOf(text) {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

function wordsOf(text) {
  return text.toLowerCase().split(/[\s,]+/).filter(Boolean);
}

function split(line, sign) {
  const at = line.indexOf(sign);
  return at < 0 ? [line, ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/** Of two lines with one name the service would get the second. */
function twice(names) {
  const name = names.find((one, i) => names.indexOf(one) !== i);
  return name === undefined ? "" : t("check.pairs.twice", { name });
}

function badPattern(pattern) {
  try {
    new RegExp(pattern.replace(/^\(\?[a-z]+\)/, ""), "u"); // the flags of RE2 that browsers do not know
    return "";
  } catch {
    return /\\[QEzAC]|\(\?P/.test(pattern) ? "" : t("check.pattern", { pattern });
  }
}

/**
 * The submission: what was not touched is left to the service's defaults.
 *
 * @param {object} base a specification of which what has no field here is taken over, and every flag is said
 */
export function toSpec(values, base = null) {
  const spec = {};
  const known = new Set(FIELDS.map(({ path }) => path.split(".")[0]));
  Object.entries(base ?? {}).filter(([name]) => !known.has(name)).forEach(([name, value]) => (spec[name] = value));
  for (const field of FIELDS) {
    const value = values[field.path];
    if (field.kind === "flag") {
      if (value !== undefined && (base || value !== field.on)) {
        put(spec, field.path, value);
      }
    } else if (value?.trim() && value !== field.options?.[0]) {
      put(spec, field.path, field.read(value.trim()));
    }
  }
  spec.seeds ??= [];
  return spec;
}

/** What is to be entered for a specification, by field. */
export function toValues(spec) {
  const values = {};
  for (const field of FIELDS) {
    const [first, second] = field.path.split(".");
    const value = second ? spec[first]?.[second] : spec[first];
    if (field.kind === "flag") {
      values[field.path] = value ?? field.on;
    } else if (value === null || value === undefined) {
      values[field.path] = field.path.startsWith("traps.") && spec.traps ? field.write(null) : "";
    } else {
      values[field.path] = field.write ? field.write(value) : String(value);
    }
  }
  return values;
}

function put(spec, path, value) {
  const [first, second] = path.split(".");
  if (second) {
    (spec[first] ??= {})[second] = value;
  } else {
    spec[first] = value;
  }
}

/**
 * Where the service's problems belong.
 *
 * @param {{pointer: string, detail: string}[]} errors
 * @param {object} spec what was submitted
 * @returns {{at: Record<string, string>, other: string[]}} texts by field, and those of no field here
 */
export function placed(errors, spec) {
  const at = {};
  const other = [];
  for (const { pointer = "", detail } of errors) {
    const steps = pointer.split("/").slice(1);
    const field = FIELDS.find(({ path }) => path === steps.slice(0, 2).join("."))
      ?? FIELDS.find(({ path }) => path === steps[0]);
    if (!field) {
      other.push(`${pointer} ${detail}`.trim());
      continue;
    }
    const deeper = steps.slice(field.path.split(".").length).join("/");
    const where = field === SEEDS && spec.seeds[deeper] ? `“${spec.seeds[deeper]}”`
      : /^\d+$/.test(deeper) ? t("check.line", { n: Number(deeper) + 1 }) : deeper;
    at[field.path] = [at[field.path], where ? `${where}: ${detail}` : detail].filter(Boolean).join("\n");
  }
  return { at, other };
}
