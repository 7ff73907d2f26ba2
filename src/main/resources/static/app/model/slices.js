// Long work in short pieces: the page answers in between.

const SLICE_MILLIS = 8;
const channel = new MessageChannel();
const waiting = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Lets the browser do what waits. A timer would be slowed down to 4 ms and more. */
export const breathe = () => new Promise((resolve) => {
  waiting.push(resolve);
  channel.port2.postMessage(0);
});

/** Does steps from 0 to n, and breathes between slices; ends early, with false, where `live` says so. */
export async function inSlices(n, stride, step, live = () => true) {
  let began = performance.now();
  for (let from = 0; from < n; from += stride) {
    step(from, Math.min(n, from + stride));
    if (performance.now() - began > SLICE_MILLIS) {
      await breathe();
      if (!live()) {
        return false;
      }
      began = performance.now();
    }
  }
  return true;
}

/**
 * Sorts an array of places without ever holding the page up: pieces first, then merges. Stable.
 *
 * @param {Uint32Array} order sorted in place
 * @param {(a: number, b: number) => number} compare
 */
export async function sortInSlices(order, compare, live) {
  const piece = 1_024;
  if (!(await inSlices(order.length, piece, (from, to) => order.subarray(from, to).sort(compare), live))) {
    return false;
  }
  let source = order;
  let target = new Uint32Array(order.length);
  for (let width = piece; width < order.length; width *= 2) {
    if (!(await mergeRuns(source, target, width, compare, live))) {
      return false;
    }
    [source, target] = [target, source];
  }
  if (source !== order) {
    order.set(source);
  }
  return true;
}

async function mergeRuns(source, target, width, compare, live) {
  let left = 0;
  let right = 0;
  let end = 0;
  let middle = 0;
  return inSlices(source.length, 2_048, (from, to) => {
    for (let at = from; at < to; at++) {
      if (at === end) {
        left = at;
        middle = right = Math.min(source.length, at + width);
        end = Math.min(source.length, at + 2 * width);
      }
      const takeLeft = left < middle && (right >= end || compare(source[left], source[right]) <= 0);
      target[at] = takeLeft ? source[left++] : source[right++];
    }
  }, live);
}
