// The supply of an H7's core in the .ioc is another than in the source, or one that the part does not have. With the
// wrong one the chip does not answer until it is powered up again with BOOT0 high.

import type { Evidence, Fix } from '../../findings/finding';
import type { IocProject } from '../../ioc/ioc-project';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { IocInUse, SourceStatement } from '../facts';
import { statementEvidence, statementLocation } from '../swd-evidence';
import { iocLocation } from '../places';
import { shortPlace } from '../../script-checks/script-words';

export const iocH7Supply = defineCheck({
  id: 'ioc-h7-supply',
  title: "The H7's supply is the same in the .ioc and in the source",
  severity: 'warning',
  needs: ['ioc', 'sources'],
  run({ ioc: { value: ioc }, sources: { value: sources } }) {
    if (ioc.project.family !== 'STM32H7') return [];
    const calls = sources.statements.filter(({ kind, argument }) => {
      return kind === 'supply' && argument !== undefined && argument.startsWith('PWR_');
    });
    const [first] = calls;
    if (first === undefined) return [];
    const withoutSmps = calls.find(({ argument }) => argument?.includes('SMPS') === true);
    if (withoutSmps !== undefined && hasNoSmps(ioc.project)) return [noSmps(ioc, withoutSmps)];
    const chosen = supplyOf(ioc.project);
    // Several calls stand in #if branches for several boards; one that agrees is enough.
    const isAgreed = calls.some(({ argument }) => argument === chosen?.value);
    return chosen === undefined || isAgreed ? [] : [mismatch(ioc, chosen, first)];
  },
});

type Value = { readonly value: string; readonly place: IocProject['pins'][number]['place'] };

/** `RCC.SupplySource` is CubeMX's key; the default, LDO, is not written. */
function supplyOf({ values }: IocProject): Value | undefined {
  return values.get('RCC.SupplySource') ?? values.get('PWR.SupplySource');
}

/** Lines without the step-down converter, and lines where a Q at the end of the name means it (data sheets, ordering). */
function hasNoSmps({ device = '' }: IocProject): boolean {
  if (/^STM32H7(23|33|42|43|50|53)/.test(device)) return true;
  return /^STM32H7(30|A3|B0|B3)/.test(device) && !/Q$/.test(device);
}

const recover: Fix = {
  title:
    'A chip that does not answer any more: remove its power, set BOOT0 high, power it up, and program the corrected firmware.',
};

function noSmps({ file, project }: IocInUse, call: SourceStatement): Problem {
  const device = project.device ?? 'the part';
  return {
    message: `${call.text} at ${shortPlace(call)} asks for the step-down converter, which ${device} does not have: the chip will not answer after this line.`,
    location: statementLocation(call),
    evidence: [statementEvidence(call), { what: `the part is ${device}`, where: file }],
    fixes: [{ title: 'Use PWR_LDO_SUPPLY.' }, recover],
  };
}

function mismatch({ file }: IocInUse, chosen: Value, call: SourceStatement): Problem {
  const location = iocLocation(file, chosen.place);
  const entry: Evidence = {
    what: `Supply Source is ${chosen.value}`,
    where: `${file}:${chosen.place.line}`,
    location,
  };
  return {
    message: `${shortPlace(call)} sets the core's supply to ${call.argument ?? ''}, the .ioc to ${chosen.value}: the one that does not fit the board leaves the chip without an answer until it is powered up again.`,
    location: statementLocation(call),
    evidence: [statementEvidence(call), entry],
    fixes: [
      { title: 'Set both to the supply that the board is wired for (see its schematic).' },
      recover,
    ],
  };
}
