// A quirk of the V3: a command that was told WAIT is told AP FAULT once when it is repeated, and goes through after that.

import { commandName } from './commands';
import type { CommandName } from './commands';
import type { Machine } from './machine';
import { statusAnswer } from './status';

const apWait = 0x10;
const apFault = 0x11;

/** The commands that go to the access port themselves; a block's status is asked for by another command. */
const concerned: ReadonlySet<CommandName> = new Set([
  'READDEBUGREG',
  'WRITEDEBUGREG',
  'READREG',
  'WRITEREG',
  'READ_DAP_REG',
  'WRITE_DAP_REG',
]);

/** Carries the command out, or answers in its stead. */
export async function waitQuirk(
  machine: Machine,
  command: Uint8Array,
  carryOut: () => Promise<Uint8Array | undefined>,
): Promise<Uint8Array | undefined> {
  if (machine.kind.hardware < 3) return carryOut();
  const text = Buffer.from(command).toString('hex');
  const { waited } = machine;
  machine.waited = undefined;
  if (waited?.command === text) return statusAnswer(apFault, waited.answerBytes);
  const answer = await carryOut();
  const name = commandName(command);
  const isConcerned = name !== undefined && concerned.has(name);
  if (isConcerned && answer?.[0] === apWait) {
    machine.waited = { command: text, answerBytes: answer.length };
  }
  return answer;
}
