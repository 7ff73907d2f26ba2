// The search of the documentation: all words of the question, in any order, in one section. Without scripts there is
// the menu. The index is asked for when it is first needed.

const RESULTS_MAX = 12;
const CONTEXT = 70;

const form = document.querySelector("#search");
const input = form.querySelector("input");
const status = form.querySelector("[role=status]");
const list = form.querySelector("ol");
let index;

function sections() {
  return (index ??= fetch("/docs/index.json").then((answer) => (answer.ok ? answer.json() : Promise.reject(answer))));
}

/** How well a section answers, 0 where a word is missing: a heading counts more than its text. */
function score(section, words) {
  const heading = `${section.page} ${section.heading}`.toLowerCase();
  const text = section.text.toLowerCase();
  const each = words.map((word) => (heading.includes(word) ? 10 : 0) + text.split(word, 6).length - 1);
  return each.includes(0) ? 0 : each.reduce((sum, one) => sum + one, 0);
}

/** The line around the longest word that the text has. */
function context(text, words) {
  const longest = [...words].sort((a, b) => b.length - a.length).find((word) => text.toLowerCase().includes(word));
  const from = Math.max(0, text.toLowerCase().indexOf(longest ?? "") - CONTEXT);
  const to = Math.min(text.length, from + 2 * CONTEXT);
  return (from > 0 ? "…" : "") + text.slice(from, to) + (to < text.length ? "…" : "");
}

function entry(section, words) {
  const link = document.createElement("a");
  link.href = section.href;
  link.textContent = section.page === section.heading ? section.page : `${section.page}: ${section.heading}`;
  const line = document.createElement("p");
  line.textContent = context(section.text, words);
  const item = document.createElement("li");
  item.append(link, line);
  return item;
}

function show(found, words, message) {
  list.replaceChildren(...found.slice(0, RESULTS_MAX).map((section) => entry(section, words)));
  list.hidden = found.length === 0;
  status.textContent = message;
}

async function search() {
  const asked = input.value;
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  try {
    const all = words.length > 0 ? await sections() : [];
    const scored = all.map((section) => [score(section, words), section]).filter(([points]) => points > 0);
    const found = scored.sort(([a], [b]) => b - a).map(([, section]) => section);
    if (asked === input.value) { // else a later question has its own answer
      show(found, words, words.length === 0 ? "" : `Sections found: ${found.length}`);
    }
  } catch {
    index = undefined; // asked for again with the next letter
    show([], words, "The search cannot be reached.");
  }
}

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.click();
});
form.addEventListener("input", search);
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    input.focus();
  }
});
