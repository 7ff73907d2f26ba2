// Calls of the API. What it refuses is thrown as the problem (RFC 9457) that it answered.

import { t } from "./messages.js";

/** A refusal, or that the service could not be reached (status 0). */
export class ApiProblem extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title ?? t("problem.status", { status: problem.status }));
    this.status = problem.status ?? 0;
    this.errors = problem.errors ?? [];
    this.type = problem.type ?? "";
  }
}

/** @returns {Promise<any>} the answer's JSON, or null where it has none */
export async function call(method, path, body, headers = {}) {
  const init = { method, headers: { Accept: "application/json", ...headers } };
  if (body !== undefined) {
    init.headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  const response = await fetch(path, init).catch(() => {
    throw new ApiProblem({ status: 0, detail: t("problem.unreachable") });
  });
  const json = /^application\/(problem\+)?json/.test(response.headers.get("Content-Type") ?? "");
  const answer = json ? await response.json().catch(() => null) : null;
  if (!response.ok) {
    if (response.status === 401 && path !== "v1/session") {
      dispatchEvent(new Event("orbweaver:signed-out"));
    }
    throw new ApiProblem(answer ?? { status: response.status });
  }
  return answer;
}

export const jobPath = (id, rest = "") => `v1/jobs/${encodeURIComponent(id)}${rest}`;

/** The whole of a page's event, what was left out of the stream included; null if absent. */
export async function pageAt(job, seq) {
  const { pages } = await call("GET", jobPath(job, `/pages?after=${seq - 1}&limit=1`));
  return pages[0]?.seq === seq ? pages[0] : null;
}

/**
 * The beginning of a kept body, as text. It is never read as a document: bytes become characters, and characters text.
 */
export async function bodyText(job, seq, bytesMax) {
  const response = await fetch(jobPath(job, `/pages/${seq}/body`));
  if (!response.ok) {
    throw new ApiProblem(await response.json().catch(() => ({ status: response.status })));
  }
  const charset = /charset="?([\w-]+)/i.exec(response.headers.get("Content-Type") ?? "")?.[1] ?? "utf-8";
  const reader = response.body.getReader();
  const chunks = [];
  let bytes = 0;
  let done = false;
  while (!done && bytes < bytesMax) {
    const part = await reader.read();
    done = part.done;
    if (part.value) {
      chunks.push(part.value);
      bytes += part.value.length;
    }
  }
  if (!done) {
    await reader.cancel();
  }
  const whole = new Uint8Array(await new Blob(chunks).arrayBuffer()).subarray(0, bytesMax);
  return { text: decoder(charset).decode(whole), cut: !done || bytes > bytesMax };
}

function decoder(charset) {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
