// Markdown as elements, for what a crawl has extracted: all of it is a stranger's text. Nothing becomes markup but by
// the templates here, links lead to http and https only, and pictures are links, for nothing is loaded from elsewhere.

import { html, nothing } from "../lit.js";
import { t } from "../messages.js";
import { visible } from "../format.js";
import { foreign, outLink } from "./small.js";

const CHARS_MAX = 200_000;
const BLOCKS_MAX = 3_000;
const DEPTH_MAX = 8;
/** Beyond that a paragraph is plain: it is not meant for readers, and looking for its markup would take long. */
const INLINE_MAX = 20_000;

const FENCE = /^\s{0,3}(```+|~~~+)/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s{0,3}([-*_])(\s*\1){2,}\s*$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const QUOTE = /^\s{0,3}>\s?/;
const INLINE = new RegExp([
  "\\\\([!-/:-@[-`{-~])", // 1: escaped
  "`([^`]{1,1000})`", // 2: code
  "!\\[([^\\[\\]]{0,500})\\]\\(([^()\\s]{1,2000})[^()]{0,200}\\)", // 3, 4: picture
  "\\[([^\\[\\]]{0,1000})\\]\\(([^()\\s]{1,2000})[^()]{0,200}\\)", // 5, 6: link
  "<(https?://[^<>\\s]{1,2000})>", // 7: link
  "\\*\\*((?:[^*]|\\*[^*]+\\*){1,1000}?)\\*\\*", // 8: strong
  "~~([^~]{1,1000})~~", // 9: struck out
  "\\*([^*\\s][^*]{0,1000})\\*", // 10: emphasis
].join("|"), "g");

/** The elements of a text. */
export function markdown(text) {
  const cut = text.length > CHARS_MAX;
  return html`<div class="markdown">${blocks(text.slice(0, CHARS_MAX).split("\n"), 0)}
    ${cut ? html`<p class="quiet">${t("content.cut")}</p>` : nothing}</div>`;
}

function blocks(lines, depth) {
  const made = [];
  for (let at = 0; at < lines.length && made.length < BLOCKS_MAX;) {
    const block = lines[at].trim() ? read(lines, at, depth) : { to: at + 1 };
    if (block.made) {
      made.push(block.made);
    }
    at = block.to;
  }
  return made;
}

/** The block that begins at a line, and the line behind it. */
function read(lines, at, depth) {
  const line = lines[at];
  const heading = HEADING.exec(line);
  if (heading) {
    return { to: at + 1, made: html`<h4 class="md-${heading[1].length}">${inline(heading[2])}</h4>` };
  }
  if (RULE.test(line)) {
    return { to: at + 1, made: html`<hr>` };
  }
  if (FENCE.test(line)) {
    return fenced(lines, at);
  }
  if (line.includes("|") && DIVIDER.test(lines[at + 1] ?? "") && lines[at + 1].includes("-")) {
    return table(lines, at);
  }
  if (QUOTE.test(line) && depth < DEPTH_MAX) {
    const to = end(lines, at, (text) => QUOTE.test(text));
    const inner = lines.slice(at, to).map((text) => text.replace(QUOTE, ""));
    return { to, made: html`<blockquote>${blocks(inner, depth + 1)}</blockquote>` };
  }
  return ITEM.test(line) && depth < DEPTH_MAX ? list(lines, at, depth) : paragraph(lines, at);
}

function end(lines, at, goesOn) {
  let to = at;
  while (to < lines.length && goesOn(lines[to])) {
    to++;
  }
  return to;
}

function fenced(lines, at) {
  const mark = FENCE.exec(lines[at])[1];
  const to = end(lines, at + 1, (text) => !text.trimStart().startsWith(mark));
  return { to: to + 1, made: html`<pre class="body" tabindex="0" aria-label=${t("content.code")}>${
    lines.slice(at + 1, to).join("\n")}</pre>` };
}

function paragraph(lines, at) {
  const to = Math.max(at + 1, end(lines, at, (text) => text.trim() && !HEADING.test(text) && !FENCE.test(text)
    && !ITEM.test(text) && !QUOTE.test(text)));
  return { to, made: html`<p>${lines.slice(at, to).map((text, i) => html`${i ? breakAfter(lines[at + i - 1]) : ""}${
    inline(text.replace(/\s*\\?$/, ""))}`)}</p>` };
}

const breakAfter = (line) => (/( {2}|\\)$/.test(line) ? html`<br>` : " ");

function list(lines, at, depth) {
  const [, margin, mark] = ITEM.exec(lines[at]);
  const ordered = /\d/.test(mark);
  const items = [];
  let to = at;
  while (to < lines.length) {
    const item = ITEM.exec(lines[to]);
    if (!item || item[1].length !== margin.length || /\d/.test(item[2]) !== ordered) {
      break;
    }
    const inset = margin.length + item[2].length + 1;
    const next = end(lines, to + 1, (text) => (text.trim() ? indentOf(text) > margin.length : true));
    items.push([item[3], ...lines.slice(to + 1, next).map((text) => text.slice(Math.min(indentOf(text), inset)))]);
    to = next;
  }
  const inner = items.map((item) => html`<li>${item.slice(1).some((text) => text.trim()) ? blocks(item, depth + 1)
    : inline(item[0])}</li>`);
  return { to: Math.max(to, at + 1), made: ordered ? html`<ol start=${parseInt(mark, 10)}>${inner}</ol>`
    : html`<ul>${inner}</ul>` };
}

const indentOf = (text) => text.length - text.trimStart().length;

function table(lines, at) {
  const to = end(lines, at + 2, (text) => text.includes("|"));
  const rows = lines.slice(at + 2, to).map(cells);
  return { to, made: html`<div class="md-scroll" tabindex="0" role="group" aria-label=${t("content.table")}><table>
    <thead><tr>${cells(lines[at]).map((cell) => html`<th scope="col">${inline(cell)}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${inline(cell)}</td>`)}</tr>`)}</tbody>
  </table></div>` };
}

const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim());

function inline(text, depth = 0) {
  if (text.length > INLINE_MAX || depth > DEPTH_MAX) {
    return foreign(text);
  }
  const made = [];
  let last = 0;
  for (const found of text.matchAll(INLINE)) {
    made.push(visible(text.slice(last, found.index)), marked(found, depth + 1));
    last = found.index + found[0].length;
  }
  made.push(visible(text.slice(last)));
  return html`<bdi>${made}</bdi>`;
}

function marked([, escaped, code, alt, picture, label, target, bare, strong, struck, emphasis], depth) {
  if (escaped !== undefined) {
    return escaped;
  }
  if (code !== undefined) {
    return html`<code>${visible(code)}</code>`;
  }
  if (picture !== undefined) {
    return html`<span class="quiet">${t("content.image")}</span> ${outLink(picture, alt || picture)}`;
  }
  if (target !== undefined || bare !== undefined) {
    return outLink(target ?? bare, label || (target ?? bare));
  }
  return strong !== undefined ? html`<strong>${inline(strong, depth)}</strong>`
    : struck !== undefined ? html`<del>${inline(struck, depth)}</del>` : html`<em>${inline(emphasis, depth)}</em>`;
}
