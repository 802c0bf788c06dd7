// The vector table is where VTOR cannot point to.

import { hex32 } from '../../base/hex';
import type {
  LinkerScript,
  ScriptItem,
  ScriptRegion,
  ScriptSection,
} from '../../linker/script-model';
import { regionNamed } from '../../linker/script-model';
import { defineScriptCheck } from '../script-check';
import type { BuildSeen } from '../script-check';
import { bytesText, regionEvidence, scriptEvidence, scriptLocation } from '../script-words';
import { isVectorName, vectorInputs } from '../vector-tables';
import { isWholeText } from '../whole-program';

/** Bits 6 to 0 of VTOR are reserved (Armv7-M manual, B3.2.5). */
const smallestAlignment = 128;
/** No Cortex-M has more than 16 + 480 vectors; a larger section holds something else too. */
const largestTableBytes = (16 + 480) * 4;

export const ldVectorTableUnaligned = defineScriptCheck({
  id: 'ld-vector-table-unaligned',
  title: 'The vector table is aligned as VTOR needs it',
  severity: 'warning',
  needs: [],
  coveredBy: ['vector-table-misplaced'],
  run({ script, part, build }) {
    const [table] = vectorInputs(script);
    if (table === undefined || !isWholeText(script)) return [];
    if (part?.device.cores.every(({ hasVtor }) => !hasVtor) === true) return [];
    const { section, input } = table;
    const start = startOf(script, section);
    const wanted = alignmentOf(section, build);
    if (start === undefined || start.address % wanted.bytes === 0) return [];
    return [
      {
        message: `The vector table starts at ${hex32(start.address)}, which is no multiple of ${wanted.bytes} as ${wanted.why}: VTOR drops the lower bits, and the core reads its vectors from another address.`,
        evidence: [
          scriptEvidence(`section ${section.name} begins with ${input.text}`, input.place),
          ...(start.region === undefined ? [] : [regionEvidence(start.region)]),
          ...wanted.evidence,
        ],
        fixes: [
          {
            title: `Let section ${section.name} start at a multiple of ${wanted.bytes}, such as ${hex32(Math.ceil(start.address / wanted.bytes) * wanted.bytes)}.`,
          },
        ],
        location: scriptLocation(start.region?.originPlace ?? section.addressPlace ?? input.place),
      },
    ];
  },
});

interface Start {
  readonly address: number;
  /** Whose beginning it is; undefined where the section names its address. */
  readonly region: ScriptRegion | undefined;
}

/** Where a section that begins with the table starts, if the script alone says it. */
function startOf(script: LinkerScript, section: ScriptSection): Start | undefined {
  const first = section.items.find((item) => item.kind !== 'symbol' && !isWordAligned(item));
  if (first?.kind !== 'input' || !first.input.patterns.some(isVectorName)) return undefined;
  if (section.align !== undefined) return undefined;
  if (section.address !== undefined) return { address: section.address, region: undefined };
  const region = section.region === undefined ? undefined : regionNamed(script, section.region);
  const isFirst = script.sections.find((each) => each.region === section.region) === section;
  if (region?.origin === undefined || !isFirst || section.addressPlace !== undefined)
    return undefined;
  return { address: region.origin, region };
}

/** `. = ALIGN(4)`, which does not move the table from where the section begins at such an address. */
function isWordAligned(item: ScriptItem): boolean {
  return item.kind === 'move' && item.align !== undefined && item.align <= 8;
}

/** The next power of two of the table's size, where the last build tells it. */
function alignmentOf(
  section: ScriptSection,
  build: BuildSeen | undefined,
): {
  readonly bytes: number;
  readonly why: string;
  readonly evidence: readonly { what: string; where: string }[];
} {
  const isOnly = section.inputs.every(({ patterns }) => patterns.every(isVectorName));
  const size = isOnly ? (build?.outputs.get(section.name)?.sizeBytes ?? 0) : 0;
  const bytes = size > largestTableBytes ? 0 : 2 ** Math.ceil(Math.log2(Math.max(1, size)));
  if (bytes <= smallestAlignment || build === undefined) {
    return {
      bytes: smallestAlignment,
      why: 'every table needs',
      evidence: [],
    };
  }
  const why = `a table of ${bytesText(size)} needs`;
  const what = `section ${section.name}: ${bytesText(size)}`;
  return { bytes, why, evidence: [{ what, where: build.source }] };
}
