// Rows come, the oldest go, and what is asked changes at any moment: in the end the view is what a plain filter and sort
// would give. Returns what is wrong, or nothing.
async (seed) => {
  const { Columns } = await import("./app/model/columns.js");
  const { RowsView } = await import("./app/model/rows-view.js");
  let state = seed;
  const below = (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const max = 50 + below(3000);
  const columns = new Columns(max);
  const view = new RowsView(columns);
  let seq = 0;
  const add = (n) => {
    for (let i = 0; i < n; i++) {
      columns.add([++seq, below(3), `http://x/${below(500)}`, [200, 404, 0][below(3)], ["a", "b"][below(2)], below(1000),
        below(300), below(5), `T${below(30)}`, "r", 1, below(1e6), 0]);
    }
  };
  const asked = [];
  for (let step = 0; step < 30; step++) {
    const what = below(5);
    if (what < 3) {
      add(below(1 + below(15000)));
      view.grow();
    } else if (what === 3) {
      const column = ["seq", "bytes", "url", "kind", "status", "time"][below(6)];
      asked.push(view.ask({ sort: { column, down: below(2) === 1 } }));
    } else {
      const text = ["", "x/1", "t7"][below(3)];
      asked.push(view.ask({ filter: { text, type: below(4) - 1, status: [0, 2, 4][below(3)], kind: ["", "a"][below(2)] } }));
    }
    if (below(3) === 0) {
      await Promise.all(asked);
    }
  }
  await Promise.all(asked);
  view.grow();
  const { text, type, status, kind } = view.filter;
  const expected = [];
  for (let i = 0; i < columns.size; i++) {
    const found = !text || columns.url[i].includes(text) || columns.title[i].toLowerCase().includes(text);
    if (found && (type < 0 || columns.type[i] === type) && (!status || Math.floor(columns.status[i] / 100) === status)
        && (!kind || columns.kind[i] === kind)) {
      expected.push(i);
    }
  }
  const values = columns[view.sort.column];
  const sign = view.sort.down ? -1 : 1;
  expected.sort((a, b) => (values[a] < values[b] ? -sign : values[a] > values[b] ? sign : a - b));
  if (view.length !== expected.length) {
    return `${view.length} rows, not ${expected.length}`;
  }
  const wrong = expected.findIndex((place, i) => view.at(i) !== place);
  return wrong < 0 ? (columns.size > max + 10_000 ? "too many rows are held" : "") : `row ${wrong} is another`;
}
