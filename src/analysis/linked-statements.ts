// Statements of sources → those that the image can hold: code in a folder need not be in the firmware.

import type { StatementKind } from '../csource/statements';
import type { ElfImage } from '../elf/elf-image';
import type { Fact, ProjectSources, SourceStatement } from './facts';

/**
 * The statements of a kind. Sources that were found in the folder count only where the image has their function;
 * those of the debug information were compiled into it, though the function may be inlined.
 */
export function linkedStatements(
  sources: ProjectSources,
  kinds: readonly StatementKind[],
  elf: Fact<ElfImage>,
): readonly SourceStatement[] {
  const found = sources.statements.filter(({ kind }) => kinds.includes(kind));
  if (sources.from === 'debug-info' || !elf.ok || elf.value.symbols.count === 0) return found;
  const { symbols } = elf.value;
  return found.filter(({ function: name }) => {
    return name === undefined || symbols.named(name).length > 0;
  });
}
