// The first words with a probe: its version and its mode, past an answer that an earlier client left unread.

import { toFailure } from '../../base/failure';
import type { Channel } from './channel';
import { commands } from './commands';
import type { FirmwareVersion, ProbeMode, StLinkKind } from './stlink';
import {
  needsVersionEx,
  readVersion,
  readVersionEx,
  versionBytes,
  versionExBytes,
} from './version';

export interface Greeting {
  readonly version: FirmwareVersion;
  readonly mode: ProbeMode;
}

/** Most answers that are supposed to be left over. */
const maxStale = 4;

/**
 * Asks version and mode. An unread answer would stand before every other from then on (pyOCD reads them off at open,
 * which a stlink-server does not let us do): answers of a wrong length are fetched until the right ones come.
 * @throws Failure of the transport; `probe-garbled` when it never makes sense.
 */
export async function greet(channel: Channel, kind: StLinkKind): Promise<Greeting> {
  for (let stale = 0; ; stale++) {
    try {
      return { version: await askVersion(channel, kind), mode: await askMode(channel) };
    } catch (error) {
      const failure = toFailure(error);
      const isStrange = failure.code === 'probe-garbled';
      if (!isStrange || stale === maxStale || !(await fetchOne(channel))) throw failure;
    }
  }
}

async function askVersion(channel: Channel, kind: StLinkKind): Promise<FirmwareVersion> {
  const plain = await channel.ask({ command: commands.getVersion, inLength: versionBytes });
  if (!needsVersionEx(plain)) return readVersion(plain, kind);
  const command = commands.getVersionEx;
  return readVersionEx(await channel.ask({ command, inLength: versionExBytes }));
}

const modes: readonly ProbeMode[] = ['dfu', 'mass-storage', 'debug', 'swim', 'bootloader'];

/** @throws Failure of the transport */
export async function askMode(channel: Channel): Promise<ProbeMode> {
  const answer = await channel.ask({ command: commands.getCurrentMode, inLength: 2 });
  return modes[answer[0] ?? modes.length] ?? 'other';
}

/**
 * Fetches one answer too many: EXIT has none of its own, so what comes was there before. It leaves debug mode, which is
 * not wanted yet.
 * @returns whether one came
 */
async function fetchOne(channel: Channel): Promise<boolean> {
  try {
    await channel.ask({ command: commands.exit, inLength: 64, minLength: 1 });
    return true;
  } catch (error) {
    if (toFailure(error).code === 'probe-silent') return false;
    throw error;
  }
}
