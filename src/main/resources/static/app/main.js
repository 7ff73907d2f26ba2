// The beginning.

import { LANGUAGE } from "./messages.js";
import "./views/app.js";

document.documentElement.lang = LANGUAGE;
