// Where the core runs, without stopping it: DWT_PCSR, which needs DEMCR.TRCENA.

import { demcr, hasBit, pcsrRegister } from '../registers';
import type { Session } from '../session';
import { readPc } from './halt';

const samples = 3;
/** Halted, asleep, or no such register. */
const nothing: ReadonlySet<number> = new Set([0, 0xffff_ffff]);

/**
 * TRCENA belongs to whoever debugs: where the target may be reset, it is halted later and tells its program counter
 * then; where it may not, it is sampled only if TRCENA is set already, for setting it is a change of the target.
 */
export async function samplePc(session: Session): Promise<void> {
  const { coreState } = session.draft;
  if (coreState === undefined || session.draft.nrst?.isInResetAtStart === true) return;
  if (coreState.isHalted) {
    if (!session.mayReset) await readPc(session);
    return;
  }
  if (session.mayReset) return;
  const control = await session.memory.word(demcr.register);
  if (!control.ok || !hasBit(control.value, demcr.traceEnable)) {
    const why = 'the core may not be halted, and DEMCR.TRCENA is not set';
    coreState.unread.push({ what: 'program counter', why });
    return;
  }
  for (let sample = 0; sample < samples; sample++) {
    const pc = await session.memory.word(pcsrRegister);
    if (pc.ok && !nothing.has(pc.value)) coreState.pcs.push(pc.value);
  }
}
