// The packet proxy as a program of its own, so that its blocking delays do not stop the bench's clock and client.
// Argument: one JSON object. Parent's messages: 'counts' is answered by the counts, anything else ends it.
import fs from 'node:fs';
import { startPacketProxy, type LinkSpeed } from './packet-proxy';

export interface ProxyOptions extends LinkSpeed {
  readonly targetPort: number;
  /** Every request packet goes here, one a line. */
  readonly log?: string;
}

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '') as ProxyOptions;
  const log = options.log === undefined ? undefined : fs.openSync(options.log, 'w');
  const proxy = await startPacketProxy(options.targetPort, options, ({ bytes }) => {
    if (log !== undefined) fs.writeSync(log, `${bytes.toString('latin1')}\n`);
  });
  process.on('message', (message) => {
    if (message !== 'counts') process.exit(0);
    process.send?.(proxy.counts());
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(proxy.port);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
