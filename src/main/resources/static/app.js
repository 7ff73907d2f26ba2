// The dashboard: a list of jobs, a form that submits one, and one job followed by its events. What comes from the web is
// shown as text only, and every table has a bound.

const EVENTS_MAX = 200;
const RETRY_MILLIS = 10_000;
const COUNTERS = ["known", "pages", "failures", "skips", "leased", "queued"];
const MOVES = { start: ["created"], pause: ["running"], resume: ["paused"], cancel: ["created", "running", "paused"] };
const FIELDS = { seeds: "seed", maxPages: "max-pages" };

const $ = (id) => document.getElementById(id);
const jobs = new Map();
const rows = new Map();
let followed = null;

// --- the API

async function call(method, path, body) {
  const init = { method, headers: { Accept: "application/json" } };
  if (body !== undefined) {
    init.headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, init);
  } catch {
    throw { detail: "The service cannot be reached." };
  }
  const isJson = /^application\/(problem\+)?json/.test(response.headers.get("Content-Type") ?? "");
  const answer = isJson ? await response.json().catch(() => null) : null;
  if (!response.ok) {
    throw answer ?? { status: response.status, detail: `The service answered ${response.status}.` };
  }
  return answer;
}

const jobPath = (id) => `v1/jobs/${encodeURIComponent(id)}`;

const said = (problem) => problem.detail ?? problem.title ?? problem.message ?? "";

// An EventSource that also comes back where the service refused it, which the browser's own does not.
function listen(path, handlers, onStatus) {
  let source;
  let timer;
  const open = () => {
    source = new EventSource(path);
    source.onopen = () => onStatus("live");
    source.onerror = () => {
      onStatus("connecting");
      if (source.readyState === EventSource.CLOSED) {
        timer = setTimeout(open, RETRY_MILLIS);
        call("GET", "v1/session").catch((problem) => problem.status === 401 && location.reload()); // signs in anew
      }
    };
    for (const [type, handler] of Object.entries(handlers)) {
      source.addEventListener(type, (event) => handler(JSON.parse(event.data), event.lastEventId));
    }
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

// --- small pieces

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text ?? "";
  return made;
}

// A link where it is safe to follow one, else its text.
function link(url) {
  const scheme = URL.canParse(url) ? new URL(url).protocol : "";
  const made = element(scheme === "http:" || scheme === "https:" ? "a" : "span", url);
  if (made instanceof HTMLAnchorElement) {
    made.href = url;
    made.rel = "noopener noreferrer";
  }
  return made;
}

function cell(content, isNumber) {
  const made = document.createElement("td");
  made.append(content ?? "");
  made.className = isNumber ? "number" : "";
  return made;
}

const count = (n) => (n ?? 0).toLocaleString("en");
const rate = (n) => (n ?? 0).toFixed(1);

function size(bytes) {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let n = bytes ?? 0;
  let unit = 0;
  while (n >= 1000 && unit < units.length - 1) {
    n /= 1000;
    unit++;
  }
  return `${unit === 0 ? n : n.toFixed(1)} ${units[unit]}`;
}

// --- the list of jobs

async function loadJobs() {
  const { jobs: newest } = await call("GET", "v1/jobs?limit=100");
  const ids = new Set(newest.map((job) => job.id));
  [...jobs.keys()].filter((id) => !ids.has(id) && id !== followed?.id).forEach(forget);
  newest.forEach((job) => know(job.id, job));
}

function know(id, news) {
  const job = { ...jobs.get(id), ...news, id };
  jobs.set(id, job);
  showRow(job);
  if (followed?.id === id) {
    showJob(job);
  }
}

function forget(id) {
  jobs.delete(id);
  rows.get(id)?.remove();
  rows.delete(id);
  $("jobs").hidden = rows.size === 0;
  $("jobs-empty").hidden = rows.size > 0;
}

function showRow(job) {
  let row = rows.get(job.id);
  if (!row) {
    const button = element("button", job.id);
    button.type = "button";
    button.addEventListener("click", () => (location.hash = job.id));
    row = document.createElement("tr");
    row.append(cell(button), cell(), ...Array.from({ length: 5 }, () => cell("", true)));
    rows.set(job.id, row);
    // newest first: ids sort by creation
    const older = [...$("jobs").tBodies[0].rows].find((other) => other.cells[0].textContent < job.id);
    $("jobs").tBodies[0].insertBefore(row, older ?? null);
    $("jobs").hidden = false;
    $("jobs-empty").hidden = true;
  }
  const { pages, failures, skips, queued } = job.counters ?? {};
  const texts = [job.state, count(pages), count(failures), count(skips), count(queued), rate(job.pagesPerSecond)];
  texts.forEach((text, i) => (row.cells[i + 1].textContent = text ?? ""));
  row.cells[0].firstChild.title = (job.spec?.seeds ?? []).join(" ");
  row.setAttribute("aria-current", String(followed?.id === job.id));
}

// What a live event does not tell (counters of a job that ended, a job we never saw) is read.
async function refresh(id) {
  try {
    know(id, await call("GET", jobPath(id)));
  } catch (problem) {
    if (problem.status === 404) {
      forget(id);
    }
  }
}

// --- one job

async function follow(id) {
  followed?.close();
  followed = { id, close: () => {}, waiting: [], drawing: false };
  const here = followed;
  $("job").hidden = false;
  $("job-title").textContent = `Job ${id}`;
  $("events").tBodies[0].replaceChildren();
  $("job-problem").textContent = "";
  $("job-stream").textContent = "";
  showJob(jobs.get(id) ?? {});
  jobs.forEach(showRow);
  try {
    const job = await call("GET", jobPath(id));
    if (followed !== here) {
      return;
    }
    know(id, job);
    $("job-title").focus();
    // a long log is not read from its beginning for the sake of its end
    here.close = listen(
      `${jobPath(id)}/events?after=${Math.max(0, (job.events ?? 0) - EVENTS_MAX)}`,
      {
        state: (data, seq) => (know(id, { state: data.state, why: data.why }), enqueue(seq, "state", data)),
        page: (data, seq) => enqueue(seq, "page", data),
        failure: (data, seq) => enqueue(seq, "failure", data),
        skip: (data, seq) => enqueue(seq, "skip", data),
        progress: (data) => know(id, data),
        end: (data, seq) => {
          here.close();
          $("job-stream").textContent = "That was all.";
          know(id, { state: data.state, why: data.why, counters: data.counters, waits: [] });
          enqueue(seq, "end", data);
        },
      },
      (status) => ($("job-stream").textContent = status === "live" ? "Live." : "Connecting."),
    );
  } catch (problem) {
    if (followed === here) {
      $("job-problem").textContent = said(problem);
    }
  }
}

function unfollow() {
  followed?.close();
  followed = null;
  $("job").hidden = true;
  jobs.forEach(showRow);
}

function showJob(job) {
  $("job-seeds").replaceChildren(...(job.spec?.seeds ?? []).slice(0, 5).flatMap((seed) => [link(seed), " "]));
  $("job-state").textContent = job.state ?? "";
  $("job-why").textContent = job.why ?? "";
  const shown = COUNTERS.map((name) => [name, count(job.counters?.[name])]);
  shown.push(["bytes", size(job.counters?.bytes)], ["pages/s", rate(job.pagesPerSecond)]);
  $("counters").replaceChildren(
    ...shown.map(([name, value]) => {
      const pair = document.createElement("div");
      pair.append(element("dt", name), element("dd", value));
      return pair;
    }),
  );
  $("job-waits").textContent = (job.waits ?? [])
    .slice(0, 3)
    .map((wait) => `Waits: ${[wait.reason, wait.host, wait.until && `until ${wait.until}`].filter(Boolean).join(", ")}.`)
    .join(" ");
  for (const button of $("actions").children) {
    button.hidden = !job.state || !(MOVES[button.value] ?? [job.state]).includes(job.state);
    if (button.hidden && button === document.activeElement) {
      $("job-title").focus();
    }
  }
}

// Events are drawn once a frame, however many come; only as many wait as are shown.
function enqueue(seq, type, data) {
  followed.waiting.push([seq, type, data]);
  followed.waiting.splice(0, followed.waiting.length - EVENTS_MAX);
  if (!followed.drawing) {
    followed.drawing = true;
    requestAnimationFrame(draw);
  }
}

function draw() {
  if (!followed) {
    return;
  }
  followed.drawing = false;
  const body = $("events").tBodies[0];
  body.prepend(...followed.waiting.splice(0).reverse().map((event) => eventRow(...event)));
  while (body.rows.length > EVENTS_MAX) {
    body.deleteRow(-1);
  }
}

function eventRow(seq, type, data) {
  const row = document.createElement("tr");
  row.dataset.type = type;
  row.append(cell(seq, true), cell(type), cell(data.url ? link(data.url) : ""), cell(what(type, data)));
  return row;
}

function what(type, data) {
  const parts = {
    page: () => [data.status, size(data.bytes), `${data.millis} ms`, data.title],
    failure: () => [data.kind, data.status, data.message],
    skip: () => [data.reason, data.of && `of ${data.of}`],
    state: () => [data.state, data.why],
    end: () => [data.state, data.why],
  };
  return parts[type]().filter((part) => part !== null && part !== undefined && part !== "").join(" · ");
}

async function act(event) {
  const action = event.currentTarget.value;
  const id = followed?.id;
  if (!id || (action === "delete" && !confirm("Delete this job and all of its results?"))) {
    return;
  }
  $("job-problem").textContent = "";
  event.currentTarget.disabled = true;
  try {
    if (action === "delete") {
      await call("DELETE", jobPath(id));
      forget(id);
      location.hash = "";
    } else {
      know(id, await call("POST", `${jobPath(id)}/${action}`));
    }
  } catch (problem) {
    $("job-problem").textContent = said(problem);
  } finally {
    [...$("actions").children].forEach((button) => (button.disabled = false));
  }
}

// --- the form

async function submit(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const seed = form.elements.seed.value.trim();
  const maxPages = form.elements.maxPages.value.trim();
  const spec = { seeds: seed ? [seed] : [] };
  if (maxPages) {
    spec.maxPages = /^\d+$/.test(maxPages) ? Number(maxPages) : maxPages; // the service says what is wrong with a text
  }
  showProblems({});
  event.submitter.disabled = true;
  try {
    const job = await call("POST", "v1/jobs", spec);
    know(job.id, job);
    location.hash = job.id;
  } catch (problem) {
    showProblems(problem);
  } finally {
    event.submitter.disabled = false;
  }
}

function showProblems(problem) {
  const at = {};
  const other = [];
  for (const { pointer = "", detail } of problem.errors ?? []) {
    const field = FIELDS[pointer.split("/")[1]];
    field ? (at[field] ??= []).push(detail) : other.push(`${pointer} ${detail}`);
  }
  for (const field of Object.values(FIELDS)) {
    $(`${field}-problem`).textContent = (at[field] ?? []).join("\n");
    $(field).setAttribute("aria-invalid", String(field in at));
  }
  const atFields = Object.keys(at);
  $("submit-problem").textContent = other.join("\n") || (atFields.length ? "" : said(problem));
  if (atFields.length) {
    $(atFields[0]).focus();
  }
}

// --- life

function route() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id && id !== followed?.id) {
    follow(id);
  } else if (!id) {
    unfollow();
  }
}

function watchAll() {
  listen(
    "v1/events",
    {
      state: (data) => {
        const ended = ["completed", "cancelled", "failed"].includes(data.state);
        if (ended || !jobs.has(data.job)) {
          refresh(data.job);
        } else {
          know(data.job, { state: data.state, why: data.why });
        }
      },
      progress: (data) => (jobs.has(data.job) ? know(data.job, data) : refresh(data.job)),
    },
    (status) => {
      $("connection").textContent = status;
      if (status === "live") {
        loadJobs().catch((problem) => ($("connection").textContent = said(problem)));
      }
    },
  );
}

for (const action of [...Object.keys(MOVES), "delete"]) {
  const button = element("button", action);
  button.type = "button";
  button.value = action;
  button.addEventListener("click", act);
  $("actions").append(button);
}
$("submit").addEventListener("submit", submit);

// --- who asks: where there are keys, one is shown once, and a cookie stands for it from then on

async function signIn(event) {
  event.preventDefault();
  const key = $("key").value.trim();
  $("key").value = "";
  $("key-problem").textContent = "";
  event.submitter.disabled = true;
  try {
    await call("POST", "v1/session", { key });
    location.reload();
  } catch (problem) {
    $("key-problem").textContent = said(problem);
    $("key").focus();
  } finally {
    event.submitter.disabled = false;
  }
}

async function signOut() {
  await call("DELETE", "v1/session").catch(() => {});
  location.reload();
}

async function start() {
  try {
    const { name, role } = await call("GET", "v1/session");
    if (name) {
      $("who").textContent = `${name} (${role})`;
      $("sign-out").hidden = false;
    }
  } catch (problem) {
    if (problem.status === 401) {
      document.querySelector("main").hidden = true;
      $("sign-in").hidden = false;
      $("connection").textContent = "signed out";
      $("key").focus();
      return;
    }
  }
  addEventListener("hashchange", route);
  watchAll();
  route();
}

$("sign-in-form").addEventListener("submit", signIn);
$("sign-out").addEventListener("click", signOut);
start();
