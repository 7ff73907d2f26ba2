// Numbers, sizes, times and foreign texts as people read them.

import { LANGUAGE, t } from "./messages.js";

const whole = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percentage = new Intl.NumberFormat(LANGUAGE, { style: "percent", maximumFractionDigits: 1 });
const compactForm = new Intl.NumberFormat(LANGUAGE, { notation: "compact", maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: "medium", hourCycle: "h23" });
const dated = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
const ago = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto", style: "short" });
const UNITS = ["kilobyte", "megabyte", "gigabyte", "terabyte"];
const SIZES = UNITS.map((unit) => new Intl.NumberFormat(LANGUAGE, { style: "unit", unit, maximumFractionDigits: 1 }));

export const count = (n) => whole.format(n ?? 0);
export const compact = (n) => compactForm.format(n ?? 0);
export const rate = (n) => ((n ?? 0) >= 100 ? whole.format(n) : tenth.format(n ?? 0));
export const percent = (part, all) => (all ? percentage.format(part / all) : "");
export const timeOfDay = (millis) => (millis ? clock.format(millis) : "");
export const dateTime = (iso) => (iso ? dated.format(new Date(iso)) : "");

/** Bytes, by powers of a thousand. */
export function size(bytes) {
  let n = bytes ?? 0;
  let unit = -1;
  while (n >= 1_000 && unit < UNITS.length - 1) {
    n /= 1_000;
    unit++;
  }
  return unit < 0 ? t("unit.bytes", { n }) : SIZES[unit].format(n);
}

/** How long ago a moment was. */
export function since(iso) {
  const seconds = (Date.parse(iso) - Date.now()) / 1_000;
  const [n, unit] = Math.abs(seconds) < 90 ? [seconds, "second"]
    : Math.abs(seconds) < 5_400 ? [seconds / 60, "minute"]
    : Math.abs(seconds) < 129_600 ? [seconds / 3_600, "hour"]
    : [seconds / 86_400, "day"];
  return ago.format(Math.round(n), unit);
}

/** A length of time in the two largest units that say something. */
export function duration(millis) {
  if (millis < 1_000) {
    return t("time.millis", { n: Math.round(millis) });
  }
  const seconds = Math.round(millis / 1_000);
  const parts = [[86_400, "time.days"], [3_600, "time.hours"], [60, "time.minutes"], [1, "time.seconds"]];
  const first = parts.findIndex(([length]) => seconds >= length);
  const [length, key] = parts[first];
  const text = t(key, { n: Math.floor(seconds / length) });
  const next = parts[first + 1];
  const rest = next ? Math.floor((seconds % length) / next[0]) : 0;
  return rest ? `${text} ${t(next[1], { n: rest })}` : text;
}

// Controls, and what turns the direction of text around, are shown and do nothing.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A text of a stranger on one line, with what would not be seen made visible. */
export function visible(text) {
  return String(text ?? "").replace(HIDDEN, (c) => {
    const code = c.codePointAt(0);
    return c === "\n" || c === "\t" ? " "
      : code < 0x20 ? String.fromCodePoint(0x2400 + code)
      : `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

/** Host and port of a URL, or an empty text. */
export function hostOf(url) {
  const start = url.indexOf("//") + 2;
  const end = url.indexOf("/", start);
  return start < 2 ? "" : url.slice(start, end < 0 ? undefined : end);
}

/** The URL where it is safe to follow it, else null. */
export function safeUrl(url) {
  return /^https?:\/\//i.test(url ?? "") && URL.canParse(url) ? url : null;
}
