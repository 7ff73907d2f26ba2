// A chart of lines over time, by uPlot. It is a picture: what it says stands beside it in numbers for all who do not
// see it. Colours come from the page's own properties, so that it follows the theme.

import { html, Part } from "../lit.js";
import uPlot from "../../lib/uplot/uplot.js";
import { LANGUAGE } from "../messages.js";

const HEIGHT = 190;

class Chart extends Part {
  static properties = { label: {}, series: {}, data: {}, format: {} };
  #plot = null;
  #watcher = null;

  render() {
    return html`<div class="plot" role="img" aria-label=${this.label}></div>`;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#watcher = new ResizeObserver(() => this.#fit());
    this.#watcher.observe(this);
    this.listen(window, "orbweaver:theme", () => this.#again());
    this.listen(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.#again());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watcher.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  updated() {
    if (!this.#plot) {
      this.#make();
    } else {
      this.#plot.setData(this.data);
    }
  }

  #fit() {
    if (this.#plot && this.clientWidth && this.clientWidth !== this.#plot.width) {
      this.#plot.setSize({ width: this.clientWidth, height: HEIGHT });
    }
  }

  #again() {
    this.#plot?.destroy();
    this.#plot = null;
    this.requestUpdate();
  }

  #make() {
    const style = getComputedStyle(this);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: colour("--quiet"),
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
      font: "12px system-ui, sans-serif",
    };
    const time = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: "short", hourCycle: "h23" });
    const exact = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: "medium", hourCycle: "h23" });
    this.#plot = new uPlot({
      width: this.clientWidth || 300,
      height: HEIGHT,
      padding: [8, 30, 0, 0],
      legend: { show: false },
      cursor: { drag: { setScale: false, x: false, y: false }, points: { size: 6 } },
      scales: { y: { range: (plot, min, max) => [0, Math.max(1, (max || 0) * 1.08)] } },
      axes: [
        { ...axis, size: 30, space: 80, values: (plot, ticks) => ticks.map((at, i, all) => (
          all.length > 1 && all[1] - all[0] < 60 ? exact : time).format(at * 1_000)) },
        { ...axis, size: 58, values: (plot, ticks) => ticks.map(this.format) },
      ],
      series: [{}, ...this.series.map(({ colour: name, fill, dash }) => ({
        stroke: colour(name),
        width: 2,
        fill: fill ? `color-mix(in srgb, ${colour(name)} 16%, transparent)` : undefined,
        dash,
        points: { show: false },
        spanGaps: true,
      }))],
    }, this.data, this.firstElementChild);
  }
}

customElements.define("ow-chart", Chart);
