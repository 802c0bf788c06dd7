import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { Session } from '../../../src/adapter/session';
import { createNodeHost } from '../../../src/host/node-host';

describe('Session', () => {
  for (const command of ['toString', 'constructor', 'explode']) {
    it(`refuses the request "${command}"`, async () => {
      const input = new PassThrough();
      const output = new PassThrough();
      new Session(createNodeHost(), [], '/').start(input, output);
      const json = JSON.stringify({ seq: 1, type: 'request', command });
      input.write(`Content-Length: ${json.length}\r\n\r\n${json}`);
      let said = '';
      await new Promise<void>((resolve) => {
        output.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          if (said.includes('"response"')) resolve();
        });
      });
      assert.match(said, /"success":false/);
      assert.ok(said.includes(`The request \\"${command}\\" is not supported.`), said);
    });
  }
});
