// What can become of a probe that was being used, as failures: the words are the same over USB and over TCP.

import { timeouts } from '../base/abort';
import { Failure } from '../base/failure';
import type { Exchange } from './transport';

export function probeGone(detail: string): Failure {
  const options = { evidence: [detail], fix: 'Plug the probe in again.' };
  return new Failure('probe-gone', 'user', 'The probe is not there any more.', options);
}

export function probeSilent(detail: string): Failure {
  const message = `The probe takes commands and does not answer within ${timeouts.probeAnswer / 1000} s.`;
  const fix = 'Unplug the probe and plug it in again.';
  return new Failure('probe-silent', 'user', message, { evidence: [detail], fix });
}

export function probeInUse(detail: string): Failure {
  const fix =
    'End the program that has the probe: a debug session, a GDB server, STM32CubeProgrammer.';
  const message = 'Another program has the probe.';
  return new Failure('probe-in-use', 'user', message, { evidence: [detail], fix });
}

export function probeGarbled(exchange: Pick<Exchange, 'command'>, detail: string): Failure {
  return new Failure('probe-garbled', 'environment', 'The probe answers nonsense.', {
    evidence: [`command ${commandText(exchange.command)}: ${detail}`],
    fix: 'Unplug the probe and plug it in again.',
  });
}

export function commandText(command: Uint8Array): string {
  return [...command].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
