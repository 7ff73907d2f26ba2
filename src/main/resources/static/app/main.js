// The beginning: who asks, then the page.

import "./views/app.js";
