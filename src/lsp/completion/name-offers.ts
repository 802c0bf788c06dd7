// Names of the script: regions, output sections, symbols, segments.

import { namesIn } from '../../linker/names';
import { CompletionItemKind } from '../protocol-values';
import type { ScriptView } from '../script-view';
import { regionRangeText } from '../words/region-words';
import { valueText } from '../words/value-words';
import { named } from './offer';
import type { Offer } from './offer';

export function regionOffers({ facts: { script } }: ScriptView, before = ''): readonly Offer[] {
  return script.regions.flatMap((region) => {
    const detail = regionRangeText(region);
    const aliases = region.aliases.map((alias) => ({
      ...named(`${before}${alias}`, CompletionItemKind.Variable, `${region.name}: ${detail}`, 2),
    }));
    return [named(`${before}${region.name}`, CompletionItemKind.Variable, detail, 1), ...aliases];
  });
}

export function sectionOffers({ facts: { script } }: ScriptView): readonly Offer[] {
  const sections = new Map(script.sections.map((section) => [section.name, section]));
  sections.delete('/DISCARD/');
  return [...sections.values()].map(({ name, region, lmaRegion }) => {
    const stored = lmaRegion === undefined ? '' : ` AT> ${lmaRegion}`;
    const detail = region === undefined ? '' : `>${region}${stored}`;
    return named(name, CompletionItemKind.Struct, detail, 1);
  });
}

export function symbolOffers({ facts: { script } }: ScriptView): readonly Offer[] {
  const symbols = new Map(script.symbols.map(({ name, value }) => [name, value]));
  return [...symbols].map(([name, value]) =>
    named(name, CompletionItemKind.Constant, value === undefined ? '' : valueText(value), 2),
  );
}

/** What sources take from the script and it does not give. */
export function missingSymbolOffers({ facts: { script, needed } }: ScriptView): readonly Offer[] {
  const known = new Set(script.symbols.map(({ name }) => name));
  const missing = (needed ?? []).filter(({ name }) => !known.has(name));
  const unique = new Map(missing.map((each) => [each.name, each]));
  return [...unique.values()].map(({ name, location: { file, line } }) => {
    const place = line === undefined ? file : `${file}:${line}`;
    return named(name, CompletionItemKind.Constant, `needed by ${place}`, 0);
  });
}

export function segmentOffers({ program }: ScriptView): readonly Offer[] {
  const names = program.sources.flatMap(({ file }) => {
    const tree = program.treeOf(file);
    return tree === undefined ? [] : namesIn(tree);
  });
  const declared = names.filter(({ kind, role }) => kind === 'segment' && role === 'declaration');
  return [...new Set(declared.map(({ name }) => name)), 'NONE'].map((name) =>
    named(name, CompletionItemKind.Struct),
  );
}
