// Whether the debug port stays alive in low-power modes: DBGMCU_CR.

import { dbgmcuOf } from '../../devices/dbgmcu';
import { describeStatus } from '../../probe/stlink/status';
import type { Session } from '../session';

export async function readLowPower(session: Session): Promise<void> {
  const { coreState, chip } = session.draft;
  if (coreState === undefined || chip?.die === undefined || chip.idcode === undefined) return;
  const what = 'DBGMCU_CR';
  const dbgmcu = dbgmcuOf(chip.die.dbgmcu);
  if (dbgmcu === undefined) {
    coreState.unread.push({ what, why: 'this chip has no such register' });
    return;
  }
  const answer = await session.memory.word(chip.idcode.address + dbgmcu.controlOffset);
  if (!answer.ok) {
    coreState.unread.push({ what, why: describeStatus(answer) });
    return;
  }
  const bit = (name: string): boolean | undefined => {
    const range = dbgmcu.control.get(name);
    return range === undefined ? undefined : ((answer.value >>> range.first) & 1) === 1;
  };
  coreState.debugInLowPower = {
    sleep: bit('SLEEP'),
    stop: bit('STOP'),
    standby: bit('STANDBY'),
  };
}
