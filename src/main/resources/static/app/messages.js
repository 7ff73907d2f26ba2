// What is said to people. Every text has a key in a file for its language; numbers and plurals are the browser's own.
// A translation is a file beside en.js and a line in LANGUAGES.

import en from "./messages/en.js";

const LANGUAGES = { en };
const language = navigator.languages?.map((name) => name.split("-")[0]).find((name) => LANGUAGES[name]) ?? "en";
const texts = { ...en, ...LANGUAGES[language] };
const plural = new Intl.PluralRules(language);

/** The language that is spoken. */
export const LANGUAGE = language;

/**
 * A text by its key. A text with plural forms chooses by `n`.
 *
 * @param {string} key
 * @param {Record<string, string | number>} values for the names in braces
 */
export function t(key, values = {}) {
  const text = texts[key];
  const form = typeof text === "object" ? (text[plural.select(values.n)] ?? text.other) : text;
  return (form ?? key).replace(/\{(\w+)\}/g, (all, name) => {
    const value = values[name];
    return typeof value === "number" ? value.toLocaleString(language) : (value ?? "");
  });
}

/** Whether there is a text. */
export const has = (key) => key in texts;
