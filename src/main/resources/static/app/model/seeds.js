// Where a crawl begins, as people type it: with or without a scheme, several with spaces, commas or line ends between.

import { t } from "../messages.js";

const SEEDS_MAX = 1_000;
/** A host as browsers write it: labels of letters, digits, hyphens and underscores, or an IPv6 address. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?)$/;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const PORT = /^[^/]*:\d+(\/|$)/;
const LOOPBACK = /^localhost(:|\/|$)/i;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}(:|\/|$)/;

/** The URLs of a text. What has no scheme is meant to be of the web; an address seldom has a certificate. */
export function seedsOf(text) {
  return wordsOf(text).map((word) => (isWhole(word) ? word
    : `${LOOPBACK.test(word) || IPV4.test(word) ? "http" : "https"}://${word}`));
}

/** What is wrong with a text, or an empty one. */
export function checkSeeds(text) {
  const words = wordsOf(text);
  if (words.length > SEEDS_MAX) {
    return t("check.seeds", { n: words.length, max: SEEDS_MAX });
  }
  const urls = seedsOf(text);
  const bad = urls.findIndex((url, i) => !isCrawlable(url) || (!isWhole(words[i]) && !looksLikeHost(words[i], url)));
  if (bad < 0) {
    return "";
  }
  const guess = `https://${words[bad]}/`;
  return /^[a-z0-9-]+$/i.test(words[bad]) ? t("check.seed.word", { url: words[bad], guess })
    : t("check.seed", { url: words[bad] });
}

function wordsOf(text) {
  return text.split(/[,;]*\s+|[,;]+$/).filter(Boolean);
}

function isWhole(word) {
  return SCHEME.test(word) && !PORT.test(word);
}

function isCrawlable(url) {
  if (!URL.canParse(url)) {
    return false;
  }
  const { protocol, hostname } = new URL(url);
  return protocol === "file:" || (/^https?:$/.test(protocol) && HOST.test(hostname));
}

/** A word alone, a number or a mail address is more often a slip than a site; with a scheme or a port it is one. */
function looksLikeHost(word, url) {
  const { hostname, username } = new URL(url);
  const typed = word.replace(/^\/\//, "").split(/[/?#]/, 1)[0];
  if (username || typed === "" || /^[\d.]+(:|$)/.test(typed)) {
    return IPV4.test(typed);
  }
  return LOOPBACK.test(typed) || hostname.startsWith("[") || PORT.test(typed) || /[^.]\.[^.]/.test(hostname);
}
