// The links by which pages were found, as a tree from the seeds, and where each stands in a picture like an orb web:
// the seeds in the middle, each depth on its ring, what a page led to behind it.

import { TYPES } from "../rows.js";

/** Nodes that are drawn; more are no picture any more. */
export const NODES_MAX = 2_000;
const RING = 120;
const ROOM = 16;

export class Web {
  nodes = new Map();
  /** How many results are not drawn. */
  leftOut = 0;
  /** How much larger a node is drawn in a web that is seen from farther away. */
  scale = 1;
  /** Where redirects led to, which is what the pages found there call their referrer. */
  #aliases = new Map();
  #next = 0;
  #dropped = 0;

  /** Takes in what has come since; says whether anything did. */
  grow(columns) {
    this.#next -= columns.dropped - this.#dropped;
    this.#dropped = columns.dropped;
    const before = this.nodes.size;
    let changed = false;
    for (let i = Math.max(0, this.#next); i < columns.size; i++) {
      const url = columns.url[i];
      const known = this.nodes.get(url);
      if (!known && this.nodes.size >= NODES_MAX) {
        this.leftOut++;
        continue;
      }
      const node = known ?? this.#node(url);
      if (columns.finalUrl[i]) {
        this.#aliases.set(columns.finalUrl[i], url);
      }
      const referrer = columns.referrer[i];
      Object.assign(node, {
        type: TYPES[columns.type[i]], title: columns.title[i], status: columns.status[i], depth: columns.depth[i],
        seq: columns.seq[i], parent: this.#aliases.get(referrer) ?? (referrer || null),
      });
      this.nodes.get(node.parent)?.children.push(node) ?? this.#waitFor(node);
      changed = true;
    }
    this.#next = columns.size;
    return changed || this.nodes.size !== before;
  }

  #node(url) {
    const node = { url, children: [], type: "known", title: "", status: 0, depth: 0, parent: null };
    this.nodes.set(url, node);
    return node;
  }

  /** A page may be committed after what it led to: it has a place from the first time it is named. */
  #waitFor(node) {
    if (node.parent && this.nodes.size < NODES_MAX) {
      const parent = this.#node(node.parent);
      parent.depth = Math.max(0, node.depth - 1);
      parent.children.push(node);
    }
  }

  get roots() {
    return [...this.nodes.values()].filter((node) => !node.parent || !this.nodes.has(node.parent));
  }

  /** Gives every node a place. */
  lay() {
    const roots = this.roots;
    const counts = [];
    const visit = (node, depth) => {
      counts[depth] = (counts[depth] ?? 0) + 1;
      node.ring = depth;
      node.leaves = node.children.length && depth < 60
        ? node.children.reduce((sum, child) => sum + visit(child, depth + 1), 0) : 1;
      return node.leaves;
    };
    const all = roots.reduce((sum, root) => sum + visit(root, roots.length > 1 ? 1 : 0), 0);
    // rings are as far from each other as the fullest needs, as a spider would have it
    const needed = Array.from(counts, (n, ring) => (ring ? ((n ?? 0) * ROOM) / (2 * Math.PI * ring) : 0));
    const step = Math.max(RING, ...needed);
    const radii = Array.from(counts, (n, ring) => ring * step);
    const place = (node, from, to) => {
      const angle = (from + to) / 2;
      node.x = radii[node.ring] * Math.cos(angle);
      node.y = radii[node.ring] * Math.sin(angle);
      let at = from;
      for (const child of node.ring < 60 ? node.children : []) {
        const width = ((to - from) * child.leaves) / node.leaves;
        place(child, at, at + width);
        at += width;
      }
    };
    let at = -Math.PI / 2;
    for (const root of roots) {
      const width = (2 * Math.PI * root.leaves) / all;
      place(root, at, at + width);
      at += width;
    }
    this.scale = Math.min(4, Math.max(1, (radii[radii.length - 1] ?? 0) / 500));
  }
}
