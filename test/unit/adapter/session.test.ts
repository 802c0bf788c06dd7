import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { Session } from '../../../src/adapter/session';
import { createNodeHost } from '../../../src/host/node-host';

/** What a session without a target answers. */
async function answerTo(command: string, args: object): Promise<string> {
  const input = new PassThrough();
  const output = new PassThrough();
  new Session(createNodeHost(), [], '/').start(input, output);
  const json = JSON.stringify({ seq: 1, type: 'request', command, arguments: args });
  input.write(`Content-Length: ${json.length}\r\n\r\n${json}`);
  let said = '';
  await new Promise<void>((resolve) => {
    output.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('"response"')) resolve();
    });
  });
  return said;
}

describe('Session', () => {
  for (const command of ['toString', 'constructor', 'explode']) {
    it(`refuses the request "${command}"`, async () => {
      const said = await answerTo(command, {});
      assert.match(said, /"success":false/);
      assert.ok(said.includes(`The request \\"${command}\\" is not supported.`), said);
    });
  }

  const incomplete: readonly (readonly [command: string, args: object, missing: string])[] = [
    ['setBreakpoints', {}, 'source.path'],
    ['setBreakpoints', { source: {} }, 'source.path'],
    ['setBreakpoints', { source: { path: 7 } }, 'source.path'],
    ['setFunctionBreakpoints', {}, 'breakpoints'],
  ];
  for (const [command, args, missing] of incomplete) {
    it(`says what is missing in ${command} ${JSON.stringify(args)}`, async () => {
      const said = await answerTo(command, args);
      assert.ok(said.includes(`The request \\"${command}\\" needs ${missing}.`), said);
    });
  }
});
