// How findings speak of a probe, of what it said and of an attempt to connect.

import { hex32 } from '../base/hex';
import type { ConnectAttempt, OpenedProbe } from '../examination/examination';
import type { Evidence } from '../findings/finding';
import { placeOf } from '../probe/probe-info';
import type { ProbeInfo } from '../probe/probe-info';
import type { StatusName } from '../probe/stlink/status';
import type { Fact } from './facts';

/** `ST-LINK/V2-1 at /dev/bus/usb/001/004`: where a reading comes from. */
export function probeAt(probe: Fact<OpenedProbe>): string {
  return probe.ok ? `${probe.value.name} at ${probe.value.place}` : 'the probe';
}

/** The same of a probe that was only listed. */
export function listedAt(probe: ProbeInfo): string {
  return `${probe.name} at ${placeOf(probe)}`;
}

/** `ST-LINK/V2-1 (serial number 066C…)`. */
export function listedName({ name, serial }: ProbeInfo): string {
  return serial === undefined ? name : `${name} (serial number ${serial})`;
}

/** Whether it is this serial number, in any spelling. */
export function isSerial(serial: string | undefined, wanted: string | undefined): boolean {
  return serial !== undefined && wanted?.toUpperCase() === serial.toUpperCase();
}

/** Who has it, or why it cannot be opened; undefined when there is nothing to say. */
export function accessWords({ access, holders }: ProbeInfo): string | undefined {
  switch (access) {
    case 'ok':
    case 'unknown':
      return holders.length === 0 ? undefined : `open in ${holderWords(holders)}`;
    case 'denied':
      return 'no right to open it';
    case 'missing':
      return 'cannot be opened from here';
    case 'in-use':
      return holders.length === 0 ? 'in use' : `in use by ${holderWords(holders)}`;
  }
}

function holderWords(holders: ProbeInfo['holders']): string {
  return holders
    .map(({ name, pid }) => (name === undefined ? `process ${pid}` : `${name} (${pid})`))
    .join(', ');
}

export function volts(value: number): string {
  return `${value.toFixed(2)} V`;
}

/** What a status byte says of the wire. Sources of the meanings: OpenOCD, probe-rs, pyOCD, as in status.ts. */
const statusWords: Readonly<Record<StatusName, string>> = {
  ok: 'an answer',
  fault: 'the target reported a fault',
  'unknown-error': 'the probe reported an error without saying which',
  'spi-error': 'the probe failed inside',
  'dma-error': 'the probe failed inside',
  'unknown-jtag-chain': 'an unknown JTAG chain',
  'no-device': 'no answer',
  'internal-error': 'the probe failed inside',
  'command-wait': 'the probe was busy',
  'command-error': 'the probe refused the command',
  'no-idcode': 'no answer',
  alignment: 'the probe refused the address',
  'power-error': 'the debug port answered and did not acknowledge its power-up',
  'write-error': 'a write failed',
  'verify-error': 'a write was not kept',
  'other-mode': 'the probe is in another mode',
  'ap-wait': 'the access port was busy all the time',
  'ap-fault': 'the access port reported a fault',
  'ap-error': 'no valid answer of the access port',
  'ap-parity': 'a wrong parity bit',
  'dp-wait': 'the debug port was busy all the time',
  'dp-fault': 'the debug port reported a fault',
  'dp-error': 'no valid answer of the debug port',
  'dp-parity': 'a wrong parity bit',
  'wdata-error': 'the target saw a wrong parity bit',
  'sticky-error': 'an earlier error was still set',
  'sticky-overrun': 'an overrun was set',
  'bad-ap': 'there is no such access port',
  'swo-unavailable': 'there is no trace output',
  'too-many-aps': 'too many access ports are open',
  'configuration-changed': 'the configuration was changed',
  'bad-frequency': 'the probe does not have this clock',
  'unknown-command': 'the probe does not know the command',
  'too-slow': 'the clock is too slow for the probe',
  other: 'an unknown status',
};

/** @param status a StatusName, from a table that may be wider. */
export function statusText(status: string): string {
  return Object.entries(statusWords).find(([name]) => name === status)?.[1] ?? status;
}

/** One line for each answer, with the clocks at which it came; without reset and with. */
export function attemptEvidence(
  attempts: readonly ConnectAttempt[],
  probe: Fact<OpenedProbe>,
): readonly Evidence[] {
  const groups = new Map<string, ConnectAttempt[]>();
  for (const attempt of attempts) {
    const key = `${answerWords(attempt)} ${attempt.underReset}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [attempt]);
    else group.push(attempt);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const clocks = clockList(group);
    const how = [
      clocks === '' ? "at the probe's own clock" : `at ${clocks}`,
      first.underReset ? ' with NRST held low' : '',
      group.length === 1 ? '' : `, ${group.length} attempts`,
    ].join('');
    return [
      {
        what: `${how}: ${answerWords(first)}`,
        where: probeAt(probe),
      },
    ];
  });
}

function answerWords({ result }: ConnectAttempt): string {
  return result.ok
    ? `DPIDR ${hex32(result.dpidr)}`
    : `${statusWords[result.status]} (status ${hexByte(result.code)})`;
}

function hexByte(code: number): string {
  return `0x${code.toString(16).padStart(2, '0')}`;
}

/** `100, 480 and 1800 kHz`; empty where no clock was set. */
export function clockList(attempts: readonly ConnectAttempt[]): string {
  const clocks = [...new Set(attempts.flatMap(({ speedKhz }) => speedKhz ?? []))];
  const texts = clocks.sort((a, b) => b - a).map(String);
  const last = texts.pop();
  if (last === undefined) return '';
  return `${texts.length === 0 ? last : `${texts.join(', ')} and ${last}`} kHz`;
}
