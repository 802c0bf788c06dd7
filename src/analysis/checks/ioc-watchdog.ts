// A watchdog runs while the debugger holds the core: it resets the chip in the middle of a stop.

import type { Evidence } from '../../findings/finding';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { Fact, IocInUse, SourceStatement } from '../facts';
import { linkedStatements } from '../linked-statements';
import { statementEvidence, statementLocation } from '../swd-evidence';
import { iocLocation } from '../places';
import { shortPlace } from '../../script-checks/script-words';

export const iocWatchdog = defineCheck({
  id: 'ioc-watchdog',
  title: 'Watchdogs stand still while the core is halted',
  severity: 'warning',
  needs: ['sources'],
  uses: ['ioc', 'elf'],
  run({ sources: { value: sources }, ioc, elf }) {
    const starts = linkedStatements(sources, ['watchdog-start'], elf);
    const freezes = linkedStatements(sources, ['watchdog-freeze'], elf);
    return ['IWDG', 'WWDG'].flatMap((name) => {
      const start = starts.find(({ argument }) => argument === name);
      const freeze = freezes.find(({ argument }) => argument === name);
      return start === undefined ? [] : [toProblem(name, start, freeze, ioc)];
    });
  },
});

function toProblem(
  name: string,
  start: SourceStatement,
  freeze: SourceStatement | undefined,
  ioc: Fact<IocInUse>,
): Problem {
  const evidence = [statementEvidence(start), ...iocEvidence(ioc, name)];
  const common = { location: statementLocation(start) };
  if (freeze !== undefined) {
    return {
      ...common,
      severity: 'information',
      message: `The firmware starts the watchdog ${name} (${shortPlace(start)}) and freezes it while the core is halted (${shortPlace(freeze)}); it still runs during steps.`,
      evidence: [...evidence, statementEvidence(freeze)],
      fixes: [],
    };
  }
  return {
    ...common,
    message: `The firmware starts the watchdog ${name} (${shortPlace(start)}) and nothing freezes it: it resets the chip while the core is halted at a breakpoint, unless the debug server sets the freeze bit.`,
    evidence,
    fixes: [
      {
        title: `Call __HAL_DBGMCU_FREEZE_${name}() (or set the DBGMCU bit of ${name}) before the watchdog is started; some parts number it, as in ${name}1.`,
      },
    ],
  };
}

function iocEvidence(ioc: Fact<IocInUse>, name: string): readonly Evidence[] {
  if (!ioc.ok) return [];
  const { file, project } = ioc.value;
  const used = project.ips.find((ip) => ip.name.replace(/\d$/, '') === name);
  if (used === undefined) return [];
  const location = iocLocation(file, used.place);
  return [{ what: `the project uses ${used.name}`, where: `${file}:${used.place.line}`, location }];
}
