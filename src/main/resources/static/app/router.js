// Places by the part of the address behind #: it works wherever the files lie, and survives a reload.

/**
 * @returns {{view: string, id?: string, tab?: string, query: URLSearchParams}} where we are
 */
export function place() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const [first = "", id = "", tab = ""] = path.split("/").map(decode);
  const asked = new URLSearchParams(query);
  if (first === "jobs" && id) {
    return { view: "job", id, tab: tab || "overview", query: asked };
  }
  return { view: { "": "home", new: "home", jobs: "home", hosts: "hosts" }[first] ?? "nowhere", query: asked };
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const toJob = (id, tab) => `#/jobs/${encodeURIComponent(id)}${tab && tab !== "overview" ? `/${tab}` : ""}`;

/** The list of jobs, of which some only. */
export function toList({ labels = [], show = "all", from = null }) {
  const query = new URLSearchParams([...labels.map((label) => ["label", label]),
    ...(show === "all" ? [] : [["show", show]]), ...(from ? [["from", from]] : [])]);
  return query.size ? `#/?${query}` : "#/";
}

export function go(hash) {
  location.hash = hash;
}
