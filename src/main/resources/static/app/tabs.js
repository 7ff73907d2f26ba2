// Messages between the tabs of a browser: what no stream says. A job that is deleted after its end has no event any
// more, and streams that are open do not notice that somebody signed out.

const channel = new BroadcastChannel("orbweaver-tabs-1");

/** Tells all others, not this one. */
export const tell = (message) => channel.postMessage(message);

/** @param {(message: {deleted?: string, session?: boolean}) => void} listener for as long as the tab is there */
export const hear = (listener) => channel.addEventListener("message", ({ data }) => listener(data));
