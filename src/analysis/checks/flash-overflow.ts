// The image is larger than the flash of the part, or the linker script would let it become so.

import { hex32 } from '../../base/hex';
import type { Device } from '../../devices/device';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import { evidenceOf, namesText, scriptRegionAt } from '../image-evidence';
import type { PartFacts } from '../image-evidence';
import { judge } from '../image-layout';
import type { Piece } from '../image-layout';
import { partName, runAfter } from '../../devices/memory-runs';
import type { MemoryRun } from '../../devices/memory-runs';
import { longRegionProblem, longRegions, shorteningFix } from '../region-length';
import { severityOf } from '../programmed';
import {
  bytesText,
  distinct,
  rangeText,
  regionEvidence,
  runText,
  scriptLocation,
} from '../../script-checks/script-words';

export const flashOverflow = defineCheck({
  id: 'flash-overflow',
  title: 'The image fits into the flash of the part',
  severity: 'error',
  needs: ['elf', 'device'],
  uses: ['linkerScript', 'mapFile'],
  run(facts, { args }) {
    const device = facts.device.value;
    const beyond = new Map<number, { readonly run: MemoryRun; readonly pieces: Piece[] }>();
    for (const { piece, verdict } of judge(facts.elf.value, device)) {
      if (verdict.kind !== 'flash-overflow') continue;
      const entry = beyond.get(verdict.run.start) ?? { run: verdict.run, pieces: [] };
      entry.pieces.push(piece);
      beyond.set(verdict.run.start, entry);
    }
    const overflows = [...beyond.values()].map(({ run, pieces }): Problem => {
      const problem = overflow(run, pieces, facts);
      return { ...problem, severity: severityOf(args, problem.severity) };
    });
    if (overflows.length > 0) return overflows;
    return longRegions(facts, 'flash').map((long): Problem => {
      const problem = longRegionProblem(long, facts);
      const end = long.origin + long.length;
      if (end <= largerEnd(device, long.run)) return { ...problem, severity: 'information' };
      const other = otherLayout(device, long.run, end);
      if (other === undefined) return problem;
      // CubeMX's own scripts do so: what is behind the gap fits once the option is changed.
      const message = problem.message.replace(
        /\.$/,
        `, unless option bytes join the banks (${other}).`,
      );
      return { ...problem, severity: 'information', message };
    });
  },
});

/**
 * STM32F101x8 and F103x8 are sold as 64 KiB; most dies have 128 KiB that work and that ST does not test (their
 * flash-size register says 64 KiB).
 */
function largerEnd(device: Device, run: MemoryRun): number {
  const isKnown = /^STM32F10[13].8/.test(device.name) && run.end - run.start === 0x10000;
  return isKnown ? run.start + 0x20000 : run.end;
}

/** The option that makes the flash one run which holds the end too; undefined where none does. */
function otherLayout(device: Device, run: MemoryRun, end: number): string | undefined {
  const other = device.flash.slice(1).find(({ banks, hasGap }) => {
    return !hasGap && banks[0]?.start === run.start && end <= run.start + device.flashBytes;
  });
  return other === undefined ? undefined : (other.option ?? `${other.name} bank mode`);
}

function overflow(run: MemoryRun, pieces: readonly Piece[], facts: PartFacts): Problem {
  const { value: device, source } = facts.device;
  const end = Math.max(...pieces.map(({ start, sizeBytes }) => start + sizeBytes));
  const next = runAfter(device, 'flash', run);
  const region = scriptRegionAt(facts, run.start) ?? scriptRegionAt(facts, pieces[0]?.start ?? 0);
  const shorter = shorteningFix(region, run);
  const names = namesText(pieces.map(({ name }) => name));
  const isLarger = end <= largerEnd(device, run);
  const other = otherLayout(device, run, end);
  return {
    severity: isLarger || other !== undefined ? 'warning' : 'error',
    message: message(),
    address: run.end - 1,
    evidence: distinct([
      { what: `${device.name}: ${runText(run)}`, where: source },
      ...evidenceOf(pieces, facts),
      ...(region === undefined ? [] : [regionEvidence(region)]),
    ]),
    fixes: [
      ...(shorter === undefined ? [] : [shorter]),
      {
        title:
          'Make the image smaller (-Os, --gc-sections, no floating-point printf), or choose a part with more flash.',
      },
      { title: 'If the board has another part, set device in the launch configuration.' },
    ],
    ...(shorter !== undefined && region?.lengthPlace !== undefined
      ? { location: scriptLocation(region.lengthPlace) }
      : {}),
  };

  function message(): string {
    if (next !== undefined && end > run.end) {
      const mode =
        other === undefined ? '' : `, unless the option bytes were changed to one bank (${other})`;
      const inGap = pieces.reduce((sum, { start, sizeBytes }) => {
        const from = Math.max(start, run.end);
        return sum + Math.max(0, Math.min(start + sizeBytes, next.start) - from);
      }, 0);
      return `${facts.elf.source} puts ${bytesText(inGap)} (${names}) into the gap between the flash banks of ${device.name}: there is no memory at ${rangeText(run.end, next.start)}${mode}.`;
    }
    const size = `${bytesText(end - run.end)} more than the ${bytesText(run.end - run.start)} of ${partName(device)} (${runText(run)})`;
    const rest = isLarger
      ? '; many chips of this type have twice the flash, but ST does not promise it'
      : '';
    return `${facts.elf.source} reaches to ${hex32(end - 1)} in flash, ${size}: ${names} ${pieces.length > 1 ? 'do' : 'does'} not fit${rest}.`;
  }
}
