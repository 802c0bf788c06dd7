// The adapter's own failures, each a named function with a code, a sentence and a remedy; and the numbers
// under which DAP clients see every code.

import { Failure } from '../base/failure';
import { fileNameOf } from '../base/file-name';

export function notStopped(): Failure {
  return new Failure('not-stopped', 'user', 'The target is running.', {
    fix: 'Pause it first.',
  });
}

export function sessionEnded(): Failure {
  return new Failure('session-ended', 'user', 'The debug session has ended.', {
    fix: 'Start it again with F5.',
  });
}

export function notStarted(): Failure {
  return new Failure('not-started', 'user', 'The debug session has not started yet.', {
    fix: 'Wait until the launch is over, or start it with F5.',
  });
}

export function alreadyStarted(): Failure {
  return new Failure('already-started', 'user', 'This adapter already has a session.', {
    fix: 'End that session first, or use restart.',
  });
}

export function unknownReference(reference: number): Failure {
  return new Failure(
    'unknown-reference',
    'user',
    `Reference ${reference} belongs to an earlier stop; the target has run since.`,
    { fix: 'Pause the target and ask for its stack and variables again.' },
  );
}

export function unsupportedRequest(command: string): Failure {
  return new Failure('unsupported-request', 'bug', `The request "${command}" is not supported.`);
}

export function noEntryPoint(name: string, elf: string): Failure {
  return new Failure('no-entry-point', 'user', `There is no function "${name}" in ${elf}.`, {
    fix: 'Set runToEntryPoint to a function of the image, or to "" to stay at the reset vector.',
  });
}

export function notAnAddress(reference: string): Failure {
  return new Failure('not-an-address', 'user', `"${reference}" gives no address.`);
}

/** @param what is missing, such as `source.path`. */
export function missingArgument(command: string, what: string): Failure {
  return new Failure('missing-argument', 'user', `The request "${command}" needs ${what}.`);
}

export function badHitCondition(given: string): Failure {
  return new Failure('bad-hit-condition', 'user', `"${given}" is no hit count.`, {
    fix: 'Use a number, or one of >=, >, ==, <=, <, % followed by a number.',
  });
}

export function serverGone(what: string, lines: readonly string[]): Failure {
  return new Failure('server-gone', 'environment', what, {
    evidence: lines,
    fix: 'Look at what the server says (its own window, or the log), then start again with F5.',
  });
}

/** @param found the file of the same name that the program was compiled from */
export function notInProgram(asked: string, found: string): Failure {
  const name = fileNameOf(found);
  return new Failure(
    'not-in-program',
    'user',
    `${asked} is not in the program; the ${name} in it is ${found}.`,
  );
}

/** @param said GDB's own warnings; its error alone is "Command aborted.". */
export function cannotResume(cause: Failure, said: readonly string[]): Failure {
  return new Failure('cannot-resume', 'user', 'The target could not be resumed.', {
    evidence: [...said, cause.message],
    fix: said.some((line) => /hardware breakpoint/i.test(line))
      ? 'The core has only a few of them (6 on most Cortex-M3 and M4, 4 on M0, 8 on M7 and M33): remove some, then continue. GDB says the same when the link to the target fails: then read what the server says.'
      : 'The target stands where it stood; read above what GDB says.',
    cause,
  });
}

/**
 * DAP wants a number per message. The order is the numbering: append only, so that a number keeps its
 * meaning.
 */
const codes = [
  'internal',
  'cancelled',
  'timeout',
  'preflight',
  'gdb-cannot-run',
  'gdb-no-arm',
  'gdb-gone',
  'gdb-error',
  'gdb-malformed-reply',
  'gdb-command-invalid',
  'gdb-interrupt-unsupported',
  'server-failed',
  'server-gone',
  'connect-failed',
  'load-failed',
  'no-entry-point',
  'not-stopped',
  'not-started',
  'already-started',
  'session-ended',
  'unknown-reference',
  'unsupported-request',
  'not-an-address',
  'bad-hit-condition',
  'user-command-failed',
  'target-gone',
  'not-in-program',
  'cannot-resume',
  'launch-impossible',
  'server-port-taken',
  'target-no-answer',
  'reset-failed',
  'verify-failed',
  'cannot-erase',
  'erase-failed',
  'missing-argument',
];

/** The number of a code, from 1001; codes that are not listed share 1000. */
export function errorNumber(code: string): number {
  return 1001 + codes.indexOf(code);
}
