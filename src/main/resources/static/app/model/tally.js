// Counts of what was seen: by status, by reason, by host. Bounded, for a site may have hosts without end.

import { hostOf } from "../format.js";
import { AT, TYPES } from "../rows.js";

const HOSTS_MAX = 2_000;
const EXAMPLES_MAX = 25;

export class Tally {
  /** Pages by status. */
  statuses = new Map();
  /** Failures and skips by what they are: `{type, kind, status, n, examples}`. */
  groups = new Map();
  /** By host: `{host, pages, failures, skips, millis, bytes}`. */
  hosts = new Map();
  hostsLeftOut = false;
  byDepth = new Map();

  add(row) {
    const type = TYPES[row[AT.type]];
    if (type === "page") {
      this.statuses.set(row[AT.status], (this.statuses.get(row[AT.status]) ?? 0) + 1);
    } else {
      this.#group(type, row);
    }
    this.byDepth.set(row[AT.depth], (this.byDepth.get(row[AT.depth]) ?? 0) + 1);
    this.#host(type, row);
  }

  #group(type, row) {
    const kind = row[AT.kind];
    const status = kind === "http" ? row[AT.status] : 0;
    const key = `${type} ${kind} ${status}`;
    let group = this.groups.get(key);
    if (!group) {
      group = { key, type, kind, status, n: 0, examples: [] };
      this.groups.set(key, group);
    }
    group.n++;
    if (group.examples.length < EXAMPLES_MAX) {
      group.examples.push(row);
    }
  }

  #host(type, row) {
    const name = hostOf(row[AT.url]);
    let host = this.hosts.get(name);
    if (!host) {
      if (this.hosts.size >= HOSTS_MAX) {
        this.hostsLeftOut = true;
        return;
      }
      host = { host: name, page: 0, failure: 0, skip: 0, millis: 0, bytes: 0 };
      this.hosts.set(name, host);
    }
    host[type]++;
    host.millis += row[AT.millis];
    host.bytes += row[AT.bytes];
  }
}
