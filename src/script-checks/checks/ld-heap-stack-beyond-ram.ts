// Heap and stack are reserved with more than the RAM has, or than the last build left of it.

import type { Evidence } from '../../findings/finding';
import type { LinkerScript, ScriptMove, ScriptSection } from '../../linker/script-model';
import { sizedRegions } from '../region-place';
import type { SizedRegion } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { BuildSeen, ScriptFinding, ScriptPart } from '../script-check';
import {
  bytesText,
  flatUpTo,
  otherPartFix,
  partEvidence,
  regionEvidence,
  runText,
  scriptEvidence,
  scriptLocation,
} from '../script-words';
import { largestEnd, runNear } from '../../devices/memory-runs';

export const ldHeapStackBeyondRam = defineScriptCheck({
  id: 'ld-heap-stack-beyond-ram',
  title: 'Heap and stack as they are reserved fit into the RAM',
  severity: 'error',
  needs: [],
  coveredBy: ['ram-overflow'],
  run({ script, part, build }) {
    if (script.isPreprocessed) return [];
    const regions = new Map(sizedRegions(script).map((sized) => [sized.region.name, sized]));
    return flatUpTo(script.sections, (section): ScriptFinding[] => {
      const sized = regions.get(section.region ?? '');
      const moves = growing(section);
      const [first] = moves;
      if (sized === undefined || first === undefined) return [];
      const bytes = moves.reduce((sum, { growth = 0 }) => sum + growth, 0);
      const room = roomOf(sized, part);
      const others = othersIn(script, section, build);
      const isAlone = bytes > room.sizeBytes;
      if (!isAlone && (others === undefined || bytes + others.sizeBytes <= room.sizeBytes)) {
        return [];
      }
      const told = isAlone ? undefined : others;
      const { region } = sized;
      return [
        {
          // What the sources need by now is known only to the next build.
          severity: isAlone ? 'error' : 'warning',
          message: `Section ${section.name} reserves ${bytesText(bytes)} for heap and stack, and ${region.name} has ${bytesText(room.sizeBytes)}${room.evidence === undefined ? '' : ' on this part'}${told === undefined ? '' : `, of which the last build takes ${bytesText(told.sizeBytes)} for variables`}.`,
          evidence: [
            scriptEvidence(`section ${section.name} reserves ${bytesText(bytes)}`, first.place),
            regionEvidence(region),
            ...(room.evidence === undefined ? [] : [room.evidence]),
            ...(told === undefined ? [] : [told.evidence]),
          ],
          fixes: [
            { title: 'Make the heap or the stack smaller, or put them into a larger RAM.' },
            ...(part === undefined ? [] : [otherPartFix]),
          ],
          location: scriptLocation(first.place),
        },
      ];
    });
  },
});

/** Moves of the location counter in a section that holds nothing else; empty for others. */
function growing({ items, inputs, type }: ScriptSection): readonly ScriptMove[] {
  if (inputs.length > 0 || type === 'DSECT' || type === 'COPY' || type === 'INFO') return [];
  return items.filter((item): item is ScriptMove => item.kind === 'move' && (item.growth ?? 0) > 0);
}

/** What the region has; less where the part's RAM ends before it. */
function roomOf(
  { origin, length }: SizedRegion,
  part: ScriptPart | undefined,
): { readonly sizeBytes: number; readonly evidence: Evidence | undefined } {
  const run = part && runNear(part.device, 'ram', origin);
  const sizeBytes = run === undefined ? length : largestEnd(run) - origin;
  if (part === undefined || run === undefined || sizeBytes <= 0 || sizeBytes >= length) {
    return { sizeBytes: length, evidence: undefined };
  }
  return { sizeBytes, evidence: partEvidence(part, runText(run)) };
}

/** The other sections of the same region in the last build. */
function othersIn(
  { sections }: LinkerScript,
  reserve: ScriptSection,
  build: BuildSeen | undefined,
): { readonly sizeBytes: number; readonly evidence: Evidence } | undefined {
  if (build === undefined) return undefined;
  const others = sections.filter(
    (section) => section !== reserve && section.region === reserve.region,
  );
  const names = new Set(others.map(({ name }) => name));
  const sizes = [...names].map((name) => build.outputs.get(name)?.sizeBytes ?? 0);
  const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
  const what = `${[...names].join(', ')}: ${bytesText(sizeBytes)}`;
  return { sizeBytes, evidence: { what, where: build.source } };
}
