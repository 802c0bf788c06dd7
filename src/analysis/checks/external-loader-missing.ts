// Code or data for memory outside the chip, and nothing to program it with.

import { hex32 } from '../../base/hex';
import type { LaunchArgs } from '../../launch/launch-args';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import { canUseLoader, hasLoader, mayHaveDriver } from '../external-loader';
import { evidenceOf, namesText, scriptSectionOf, subjectOf } from '../image-evidence';
import { judge } from '../image-layout';
import type { Piece } from '../image-layout';
import { severityOf } from '../programmed';
import { bytesText, scriptLocation } from '../../script-checks/script-words';

export const externalLoaderMissing = defineCheck({
  id: 'external-loader-missing',
  title: 'Memory outside the chip has an external loader',
  severity: 'error',
  needs: ['elf', 'device'],
  uses: ['linkerScript', 'mapFile'],
  run(facts, { args }) {
    if (hasLoader(args)) return [];
    const device = facts.device.value;
    const windows = new Map<string, [Piece, ...Piece[]]>();
    for (const { piece, verdict } of judge(facts.elf.value, device)) {
      if (verdict.kind !== 'external') continue;
      const { name } = verdict.place.memory;
      const pieces = windows.get(name);
      if (pieces === undefined) windows.set(name, [piece]);
      else pieces.push(piece);
    }
    return [...windows].map(([window, pieces]): Problem => {
      const [first] = pieces;
      const script = scriptSectionOf(facts, first.name);
      const total = pieces.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      const names = namesText(pieces.map(({ name }) => name));
      const subject = pieces.length > 1 ? `Sections ${names} put` : `${subjectOf(first)} puts`;
      return {
        severity: severityOf(args, isSure(args) ? 'error' : 'warning'),
        message: `${subject} ${bytesText(total)} at ${hex32(first.start)} (${window} window, memory outside the chip), ${restOf(args)}.`,
        address: first.start,
        evidence: [
          ...evidenceOf(pieces, facts),
          hasLaunch(args)
            ? {
                what: `"externalLoaders": ${JSON.stringify(args.externalLoaders)}`,
                where: 'launch configuration',
              }
            : {
                what: `${hex32(first.start)} is in ${window} of ${device.name}`,
                where: facts.device.source,
              },
        ],
        fixes: canUseLoader(args)
          ? [
              { title: "Name the board's external loader (.stldr) in externalLoaders." },
              {
                title: pieces.some(({ isWritable }) => isWritable)
                  ? 'Or store variables in flash (> region AT> FLASH) and copy them when the program starts.'
                  : 'Or link these sections into memory of the chip.',
              },
            ]
          : [{ title: 'Link these sections into memory of the chip, or debug on the board.' }],
        ...(script === undefined ? {} : { location: scriptLocation(script.namePlace) }),
        ...(script === undefined && hasLaunch(args) ? { attribute: 'externalLoaders' } : {}),
      };
    });
  },
});

/** Files can be checked without a launch; which loader a later one names is not known. */
function hasLaunch({ servertype }: LaunchArgs): boolean {
  return servertype !== undefined;
}

function isSure(args: LaunchArgs): boolean {
  return hasLaunch(args) && !mayHaveDriver(args);
}

function restOf(args: LaunchArgs): string {
  if (!hasLaunch(args)) return 'which takes an external loader to program';
  return canUseLoader(args)
    ? 'and externalLoaders names nothing to program it with'
    : "and QEMU's boards have no such memory";
}
