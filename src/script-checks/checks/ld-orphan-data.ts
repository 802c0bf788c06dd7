// A section of the program that no pattern takes: ld puts it where it likes, and the startup code knows nothing of it.

import { hex32 } from '../../base/hex';
import { misspeltPatterns } from '../misspelt-patterns';
import type { ScriptFinding } from '../script-check';
import { defineScriptCheck } from '../script-check';
import { bytesText, scriptEvidence, scriptLocation } from '../script-words';
import { isNamed, untakenEvidence, untakenSections } from '../untaken-sections';
import type { UntakenSection } from '../untaken-sections';
import { isVectorName } from '../vector-tables';
import { codeSection, isWholeProgram } from '../whole-program';

/** Told by checks of their own, or of the compiler's and of no harm where they go. */
const others = ['.init_array', '.preinit_array', '.fini_array', '.ARM.exidx', '.ARM.extab'].concat(
  ['.tdata', '.tbss', '.eh_frame', '.eh_frame_hdr', '.gcc_except_table', '.tm_clone_table', '.jcr'],
  ['.comment', '.note', '.stub', '.gnu.version', '.gnu.linkonce', '.gnu.build'],
);

/** More would not be read. */
const mostTold = 5;

export const ldOrphanData = defineScriptCheck({
  id: 'ld-orphan-data',
  title: 'Output sections take everything that the program has',
  severity: 'warning',
  needs: ['build'],
  run({ script, build }) {
    const code = isWholeProgram(script) ? codeSection(script) : undefined;
    if (code === undefined) return [];
    // A pattern that is a misspelling of it is the better place to tell (ld-pattern-misspelt).
    const misspelt = misspeltPatterns(script, build).map(({ meant }) => meant);
    const orphans = (untakenSections(script, build) ?? []).filter(
      (each) =>
        !isVectorName(each.name) && ![...others, ...misspelt].some((name) => isNamed(each, name)),
    );
    return orphans.slice(0, mostTold).map((orphan): ScriptFinding => {
      const place = script.sectionsPlace ?? code.namePlace;
      const { name, sizeBytes } = orphan;
      return {
        severity: isLost(orphan) ? 'warning' : 'information',
        message: `No pattern takes section ${name} (${bytesText(sizeBytes)}): the linker chose its place${where(orphan)}${consequence(orphan)}.`,
        evidence: [
          untakenEvidence(orphan, build),
          scriptEvidence(`no input description of SECTIONS matches ${name}`, code.namePlace),
        ],
        fixes: [{ title: `Write *(${name}) into the output section that it belongs to.` }],
        location: scriptLocation({
          ...place,
          end: place.start,
          endLine: place.line,
          endColumn: place.column,
        }),
      };
    });

    /** Known only while the build still has it as a section of its own. */
    function seen({ name, output }: UntakenSection) {
      return output === name ? build.outputs.get(name) : undefined;
    }

    function where(orphan: UntakenSection): string {
      const output = seen(orphan);
      return output === undefined ? '' : `, ${hex32(output.address)}`;
    }

    /** Variables beside .data or .bss: outside of what the startup code copies or clears. */
    function isLost(orphan: UntakenSection): boolean {
      const output = seen(orphan);
      if (output === undefined) return false;
      return output.isNobits || output.loadAddress !== output.address;
    }

    function consequence(orphan: UntakenSection): string {
      if (!isLost(orphan)) return '';
      return seen(orphan)?.isNobits === true
        ? ', and the startup code possibly does not clear it'
        : ', and the startup code possibly does not copy its initial values';
    }
  },
});
