// Who asks, and what they may do.

import { call } from "./api.js";

let who = { name: null, role: "reader" };

/** Asks the service; throws its problem, with status 401 where one must sign in first. */
export async function identify() {
  who = await call("GET", "v1/session");
  return who;
}

export const signIn = (key) => call("POST", "v1/session", { key });
export const signOut = () => call("DELETE", "v1/session");
export const whoAsks = () => who;
export const mayChange = () => who.role !== "reader";
export const isOperator = () => who.role === "operator";
