// Why the core was last reset, by the flags of RCC.

import { resetFlagNames, resetFlagsOf } from '../../devices/reset-flags';
import { describeStatus } from '../../probe/stlink/status';
import type { Session } from '../session';

export async function readResetFlags(session: Session): Promise<void> {
  const { coreState, chip } = session.draft;
  if (coreState === undefined) return;
  const what = 'reset flags';
  if (chip?.die === undefined) {
    coreState.unread.push({ what, why: 'the chip could not be identified' });
    return;
  }
  const flags = resetFlagsOf(chip.die);
  if (flags === undefined) {
    coreState.unread.push({ what, why: 'not known for this family' });
    return;
  }
  const { register } = flags;
  const answer = await session.memory.word(register);
  if (answer.ok) {
    const { value } = answer;
    coreState.resetFlags = { register, value, names: resetFlagNames(flags, value) };
  } else coreState.unread.push({ what, why: describeStatus(answer) });
}
