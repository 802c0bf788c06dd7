// Which chip it is: DBGMCU_IDCODE, the die in the table, the size of its flash.

import type { CoreName, Die } from '../../devices/device';
import { findDie } from '../../devices/die';
import { describeStatus } from '../../probe/stlink/status';
import type { Session } from '../session';
import { flashKibOf } from './flash-size';

/** Where DBGMCU is, by core, the likelier first (OpenOCD's target files; the table of devices has the same). */
const idcodeByCore: Readonly<Partial<Record<CoreName, readonly number[]>>> = {
  M0: [0x4001_5800],
  'M0+': [0x4001_5800],
  M3: [0xe004_2000],
  M4: [0xe004_2000, 0x5008_1000],
  M7: [0x5c00_1000, 0xe004_2000],
  M33: [0xe004_4000, 0x4402_4000],
  M55: [0x4400_1000],
};
/** For a core that did not tell what it is. */
const anywhere: readonly number[] = [0xe004_2000, 0x4001_5800, 0xe004_4000];

/** Cortex-M7 with this debug port is H7; with the other one F7. */
const h7Dpidr = 0x6ba0_2477;
const h7Idcode = 0x5c00_1000;

/** F405 and F407 of revision A say what F2 says (their errata sheet); F2 is a Cortex-M3. */
const f2DevId = 0x411;
const f405DevId = 0x413;

export async function identify(session: Session): Promise<void> {
  const { chip } = session.draft;
  if (chip === undefined || (chip.cpuid === undefined && chip.unread.length > 0)) return;
  const configured = session.device?.die?.idcodeAddresses ?? [];
  const addresses = new Set([...configured, ...candidates(chip.core, chip.dpidr)]);
  const refused: string[] = [];
  for (const address of addresses) {
    const answer = await session.memory.word(address);
    if (!answer.ok) refused.push(describeStatus(answer));
    else if (isSensible(answer.value)) {
      const die = dieFor(answer.value & 0xfff, chip.core);
      if (chip.idcode !== undefined && die === undefined) continue;
      take(session, { address, value: answer.value }, die);
      if (die !== undefined) break;
    }
  }
  if (chip.idcode === undefined) {
    const isAsleep = session.draft.coreState?.isAsleep === true;
    const nothing = isAsleep
      ? 'the core is asleep, and what is read over its bus then makes no sense'
      : 'no register at a known address has a value that makes sense';
    const why = refused[0] ?? nothing;
    chip.unread.push({ what: 'DBGMCU_IDCODE', why });
  }
  await readFlashSize(session);
}

function candidates(core: CoreName | undefined, dpidr: number): readonly number[] {
  const listed = core === undefined ? anywhere : (idcodeByCore[core] ?? anywhere);
  const isH7 = dpidr === h7Dpidr;
  return core === 'M7' && !isH7 ? listed.filter((address) => address !== h7Idcode) : listed;
}

function isSensible(value: number): boolean {
  const devId = value & 0xfff;
  return value !== 0xffff_ffff && devId !== 0 && devId !== 0xfff;
}

function dieFor(devId: number, core: CoreName | undefined): Die | undefined {
  return findDie(devId === f2DevId && core === 'M4' ? f405DevId : devId);
}

function take(
  session: Session,
  idcode: { readonly address: number; readonly value: number },
  die: Die | undefined,
): void {
  const { chip } = session.draft;
  if (chip === undefined) return;
  chip.idcode = idcode;
  chip.devId = idcode.value & 0xfff;
  chip.revId = idcode.value >>> 16;
  chip.die = die;
  chip.revision = die?.revisions.get(chip.revId);
}

async function readFlashSize(session: Session): Promise<void> {
  const { chip } = session.draft;
  const die = chip?.die;
  const register = die?.flashSizeRegister;
  if (chip === undefined) return;
  if (die === undefined || register === undefined) {
    const why = die === undefined ? 'the chip is not known' : 'this chip has no such register';
    chip.unread.push({ what: 'flash size', why });
    return;
  }
  // A halfword, at an address that need not be a multiple of four.
  const answer = await session.memory.word(register - (register % 4));
  if (!answer.ok) chip.unread.push({ what: 'flash size', why: describeStatus(answer) });
  else {
    const size = flashKibOf(die, answer.value);
    if (typeof size === 'number') chip.flashKib = size;
    else chip.unread.push({ what: 'flash size', why: size.why });
  }
}
