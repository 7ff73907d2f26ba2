// Follows an event stream to its end: prints "id type data" for each event, and ends when the EventSource has given up.
import { EventSource } from 'eventsource';

const source = new EventSource(process.argv[2]);
for (const type of ['state', 'page', 'failure', 'skip', 'progress', 'end', 'message']) {
  source.addEventListener(type, e => process.stdout.write(`${e.lastEventId} ${e.type} ${e.data}\n`));
}
