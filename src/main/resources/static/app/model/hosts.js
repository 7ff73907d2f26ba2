// What politeness knows of hosts, asked for every few seconds while somebody looks. It is for operators.

import { call } from "../api.js";

const EVERY_MILLIS = 3_000;
const LIMIT = 1_000;

/**
 * Asks until the signal says that the view is closed.
 *
 * @param {(hosts: object[] | null) => void} tell null where who asks may not know
 * @param {AbortSignal} signal
 */
export function followHosts(tell, signal) {
  let timer = 0;
  const ask = async () => {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") {
      return; // visibilitychange asks again
    }
    try {
      const { hosts } = await call("GET", `v1/hosts?limit=${LIMIT}`);
      if (!signal.aborted) {
        tell(hosts);
      }
    } catch (problem) {
      if (problem.status === 403) {
        tell(null);
        return;
      }
    }
    if (!signal.aborted) {
      timer = setTimeout(ask, EVERY_MILLIS);
    }
  };
  document.addEventListener("visibilitychange", ask, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  ask();
}

/** Why no request is sent there just now, or that nothing delays it: a key of the messages. */
export function reasonOf(host) {
  if (host.circuitOpen) {
    return "host.dead";
  }
  if (host.heldUntil) {
    return "host.held";
  }
  if (host.backoffMillis > 0) {
    return "host.backoff";
  }
  if (host.nextDue) {
    return "host.spacing";
  }
  return host.inFlight ? "host.busy" : "host.free";
}
