// Read-out protection: the debugger cannot read or program the flash. Level 2 is never told: it closes the debug port,
// so nobody can read it.

import { hex32 } from '../../base/hex';
import type { ProtectionState } from '../../examination/examination';
import type { Evidence } from '../../findings/finding';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { KnownFact } from '../facts';
import { programsFiles } from '../programmed';

export const flashReadProtected = defineCheck({
  id: 'flash-read-protected',
  title: 'The flash can be read through the debug port',
  severity: 'error',
  needs: ['protection'],
  run({ protection }, { args }): readonly Problem[] {
    const { level, isFlashReadable } = protection.value;
    const evidence = evidenceOf(protection);
    const isLaunch = programsFiles(args);
    switch (level) {
      case 'L1':
        return [
          {
            severity: isLaunch && isFlashReadable !== true ? 'error' : 'warning',
            message: levelOne(isLaunch, isFlashReadable === true),
            evidence,
            fixes: [remove],
            ...(isFlashReadable === true ? { confidence: 'possible' as const } : {}),
          },
        ];
      case 'L0.5':
        return [
          {
            severity: 'warning',
            message:
              'The chip is at read-out protection level 0.5: the debugger sees the non-secure world only, and the core stops only there.',
            evidence,
            fixes: [
              { title: 'Debug and program the non-secure image only.' },
              {
                title:
                  'Level 0 needs a regression, which erases the whole flash: only if nothing in it is still needed.',
              },
            ],
          },
        ];
      case undefined:
        return isFlashReadable === false ? [unreadable(evidence)] : [];
      default:
        return [];
    }
  },
});

function levelOne(isLaunch: boolean, wasRead: boolean): string {
  if (wasRead)
    return 'By its option bytes the chip is at read-out protection level 1, although the first word of its flash was read just now: expect that reading and programming fail.';
  const what = isLaunch ? 'neither be read nor programmed' : 'be neither read nor compared';
  return `The chip is at read-out protection level 1: the flash can ${what} through the debug port.`;
}

/** What it costs comes before how it is done. */
const remove = {
  title:
    'Going back to level 0 makes the chip erase its whole flash: the firmware in it, its settings and keys are lost for good. Only if nothing of it is still needed, and the firmware is yours: set RDP to AA in the option bytes with STM32CubeProgrammer, then switch the supply off and on.',
};

function unreadable(evidence: readonly Evidence[]): Problem {
  return {
    severity: 'warning',
    confidence: 'likely',
    message:
      'The flash cannot be read, although the core can be: likely it is read-out protected, but the register that tells could not be read.',
    evidence,
    fixes: [{ title: 'Read the option bytes with STM32CubeProgrammer in hot-plug mode.' }],
  };
}

function evidenceOf({ value, source }: KnownFact<ProtectionState>): readonly Evidence[] {
  const { field, level, isFlashReadable } = value;
  const read = field && {
    what: `${field.name} at ${hex32(field.register)}: ${hex32(field.value)}${level === undefined ? '' : `, level ${level.slice(1)}`}`,
    where: source,
  };
  const tried =
    isFlashReadable === undefined
      ? undefined
      : {
          what: `the first word of the flash ${isFlashReadable ? 'can' : 'cannot'} be read`,
          where: source,
        };
  return [read, tried].filter((item) => item !== undefined);
}
