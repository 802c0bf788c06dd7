// Something else comes first in the memory that the core starts with.

import type { Fix } from '../../findings/finding';
import type {
  LinkerScript,
  ScriptInput,
  ScriptItem,
  ScriptSection,
} from '../../linker/script-model';
import { isDiscard, isOfEveryFile, matchesPattern } from '../input-patterns';
import { defineScriptCheck } from '../script-check';
import { insertBefore, replacePlace } from '../script-edits';
import { regionEvidence, scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { isBootRegion, isVectorName, loadRegionOf, vectorInputs } from '../vector-tables';
import type { VectorInput } from '../vector-tables';
import { isWholeText } from '../whole-program';

/** What every program has; a header or a loader's block in front of the table is meant so. */
const ordinary = ['.text', '.text.main', '.rodata', '.rodata.text', '.data', '.data.text'];

export const ldVectorTableMisplaced = defineScriptCheck({
  id: 'ld-vector-table-misplaced',
  title: 'The vector table comes first in the memory that the core starts with',
  severity: 'warning',
  needs: [],
  coveredBy: ['vector-table-misplaced'],
  run({ script, part }) {
    const [table] = vectorInputs(script);
    if (table === undefined || !isWholeText(script)) return [];
    const region = loadRegionOf(script, table.section);
    if (region === undefined || !isBootRegion(region, part?.device)) return [];
    const isPlaced = ({ address, loadAddressPlace, addressPlace }: ScriptSection): boolean =>
      address !== undefined || addressPlace !== undefined || loadAddressPlace !== undefined;
    if (isPlaced(table.section)) return [];
    const before = inFront(script, table, (section) => loadRegionOf(script, section) === region);
    if (before === undefined) return [];
    const { input, section } = before;
    const place = table.input.place;
    return [
      {
        message: `The vector table comes behind ${input.text} in ${region.name}: after a reset the core takes the first words there for stack pointer and first instruction, and these are not the table.`,
        evidence: [
          scriptEvidence(`${input.text} in section ${section.name} comes first`, input.place),
          scriptEvidence(`${table.input.text} in section ${table.section.name}`, place),
          regionEvidence(region),
        ],
        fixes: [fixOf(table, section)],
        location: scriptLocation(place),
      },
    ];
  },
});

/** What stands in front of the table in the same memory, where it surely has content. */
function inFront(
  script: LinkerScript,
  table: VectorInput,
  isSameRegion: (section: ScriptSection) => boolean,
): { readonly section: ScriptSection; readonly input: ScriptInput } | undefined {
  for (const section of script.sections) {
    const isOwn = section === table.section;
    if (isSameRegion(section) && !isDiscard(section) && section.type !== 'NOLOAD') {
      const items = isOwn ? untilTable(section.items, table.input) : section.items;
      for (const item of items) {
        if (item.kind === 'input' && isOrdinary(item.input)) return { section, input: item.input };
      }
    }
    if (isOwn) return undefined;
  }
  return undefined;
}

function untilTable(items: readonly ScriptItem[], table: ScriptInput): readonly ScriptItem[] {
  const at = items.findIndex((item) => item.kind === 'input' && item.input === table);
  return items.slice(0, Math.max(0, at));
}

function isOrdinary(input: ScriptInput): boolean {
  return input.sections.some(
    (each) =>
      isOfEveryFile(input, each) && ordinary.some((name) => matchesPattern(each.pattern, name)),
  );
}

function fixOf({ input, section }: VectorInput, first: ScriptSection): Fix {
  if (section !== first) {
    return {
      title: `Put section ${section.name} in front of ${first.name} in ${shortPlace(first.namePlace)}.`,
    };
  }
  const title = `Put ${input.text} first into section ${first.name} in ${shortPlace(first.namePlace)}.`;
  const isAlone = input.patterns.every(isVectorName);
  if (!isAlone || first.bodyPlace.file !== input.place.file) return { title };
  const kept = input.isKept ? input.text : `KEEP(${input.text})`;
  return {
    title,
    edits: [insertBefore(first.bodyPlace, ` ${kept}`), replacePlace(input.place, '')],
  };
}
