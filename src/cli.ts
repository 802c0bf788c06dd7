#!/usr/bin/env node
// Program: the command line. Builds what it needs and sets the exit code; everything else is run-cli.ts.

import { version } from '../package.json';
import { cancelled } from './base/abort';
import { describeFailure, toFailure } from './base/failure';
import { runCli } from './cli/run-cli';
import { createNodeHost } from './host/node-host';
import { standardInput } from './host/read-log';
import { writeTextFile } from './host/write-file';
import { drivers } from './servers/index';

// `stm32-preflight … | head` closes the pipe early; that is no error.
process.stdout.on('error', () => process.exit());

const { NO_COLOR, TERM } = process.env;

runCli(process.argv.slice(2), {
  host: createNodeHost(),
  drivers,
  version,
  cwd: process.cwd(),
  packageFolder: `${__dirname}/..`,
  // https://no-color.org: set to anything but an empty text.
  isTerminal: Boolean(process.stdout.isTTY) && !NO_COLOR && TERM !== 'dumb',
  input: standardInput(),
  out: (text) => process.stdout.write(text),
  interruption: () => {
    const interruption = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => interruption.abort(cancelled()));
    return interruption.signal;
  },
  err: (text) => process.stderr.write(text),
  writeFile: writeTextFile,
}).then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    process.stderr.write(`${describeFailure(toFailure(thrown))}\n`);
    process.exitCode = 2;
  },
);
