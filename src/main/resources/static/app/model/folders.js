// The results by the folders of their URLs: host, then each step of the path. Bounded, for a site may have folders
// without end; what is beyond counts for the folder above.

import { hostOf } from "../format.js";
import { TYPES } from "../rows.js";

const FOLDERS_MAX = 20_000;
const DEPTH_MAX = 20;

export class Folders {
  root = folder("", "");
  #size = 0;
  #next = 0;
  #dropped = 0;

  /** Takes in what has come since; says whether anything did. */
  grow(columns) {
    this.#next = Math.max(0, this.#next - (columns.dropped - this.#dropped));
    this.#dropped = columns.dropped;
    const from = this.#next;
    for (; this.#next < columns.size; this.#next++) {
      this.#add(columns.url[this.#next], TYPES[columns.type[this.#next]]);
    }
    return this.#next > from;
  }

  #add(url, type) {
    let at = this.root;
    count(at, type);
    for (const step of stepsOf(url)) {
      let next = at.folders.get(step);
      if (!next) {
        if (this.#size >= FOLDERS_MAX) {
          return;
        }
        this.#size++;
        next = folder(step, `${at.url}${step}`);
        at.folders.set(step, next);
      }
      at = next;
      count(at, type);
    }
  }
}

/** Folder: `{name, url, folders, all, page, failure, skip}`. */
const folder = (name, url) => ({ name, url, folders: new Map(), all: 0, page: 0, failure: 0, skip: 0 });

function count(at, type) {
  at.all++;
  at[type]++;
}

/** The host with its scheme, and the folders of the path, each with its slash; the file itself does not count. */
function stepsOf(url) {
  const start = url.indexOf("//") + 2 + hostOf(url).length;
  const path = url.slice(start).split(/[?#]/, 1)[0];
  const folders = path.split("/").slice(1, -1).slice(0, DEPTH_MAX);
  return [`${url.slice(0, start)}/`, ...folders.map((name) => `${name}/`)];
}
