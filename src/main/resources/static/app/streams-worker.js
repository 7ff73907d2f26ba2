// The SharedWorker: one for all tabs of a browser.

import { Hub } from "./hub.js";

const hub = new Hub(new URL("../", self.location.href).href);
self.onconnect = (event) => hub.connect(event.ports[0]);
