// What people most often crawl for, as fields that are filled in. A preset says nothing of where to begin.

/** @type {{name: string, values: Record<string, string | boolean>}[]} by field, as it would be entered */
export const PRESETS = [
  { name: "markdown", values: { "extract.markdown": true, "extract.metadata": true, duplicates: "skip" } },
  { name: "broken", values: { follow: "a, area, link, iframe, frame, img, source", maxPages: "10000" } },
  { name: "archive", values: {
    keepBodies: true, follow: "a, area, link, iframe, frame, img, source", maxPages: "10000",
  } },
];

/** A site that is made for crawlers to try themselves on, and a small part of it. */
export const EXAMPLE = {
  seeds: "https://quotes.toscrape.com/", maxPages: "50", "extract.markdown": true, "extract.metadata": true,
};
