// The places within a job. One more is an entry here and a file: what a comparison of crawls or a crawl again brings
// stands beside the others, and asks the model for what it shows.

import { html } from "../lit.js";
import "./job-export.js";
import "./job-failures.js";
import "./job-graph.js";
import "./job-hosts.js";
import "./job-overview.js";
import "./job-results.js";

/** @type {{id: string, label: string, render: (model: object, query: URLSearchParams) => unknown}[]} */
export const JOB_TABS = [
  { id: "overview", label: "tab.overview",
    render: (model) => html`<ow-job-overview .model=${model}></ow-job-overview>` },
  { id: "results", label: "tab.results",
    render: (model, query) => html`<ow-job-results .model=${model} .query=${query}></ow-job-results>` },
  { id: "failures", label: "tab.failures",
    render: (model) => html`<ow-job-failures .model=${model}></ow-job-failures>` },
  { id: "graph", label: "tab.graph", render: (model) => html`<ow-job-graph .model=${model}></ow-job-graph>` },
  { id: "hosts", label: "tab.hosts", render: (model) => html`<ow-job-hosts .model=${model}></ow-job-hosts>` },
  { id: "export", label: "tab.export", render: (model) => html`<ow-job-export .model=${model}></ow-job-export>` },
];
