// The output sections of a script, with the regions they run and load in by ld's rules.

import type { Span } from '../base/text';
import { itemOf } from './items';
import type { Outcome } from './items';
import type { Program, SourceFile } from './program';
import type { Regions } from './regions';
import type {
  ScriptInput,
  ScriptItem,
  ScriptPlace,
  ScriptSection,
  ScriptSectionType,
  ScriptSymbol,
} from './script-model';
import type { Expression, OutputSection, Overlay, Placement } from './syntax';

/** What ld takes for sections without a region. */
const noRegion = '*default*';

const types: readonly string[] = ['NOLOAD', 'READONLY', 'DSECT', 'COPY', 'INFO', 'OVERLAY'];

type Load = Pick<ScriptSection, 'region' | 'lmaRegion' | 'followsLoadAddress'>;

export interface Evaluated {
  /** Values of the expressions of heads and fills, where known. */
  readonly heads: ReadonlyMap<Expression, number>;
  /** By the index of the step. */
  readonly outcomes: readonly (Outcome | undefined)[];
  readonly symbols: ReadonlyMap<number, ScriptSymbol>;
}

export function sectionsOf(
  program: Program,
  regions: Regions,
  { heads, outcomes, symbols }: Evaluated,
): readonly ScriptSection[] {
  const sections: ScriptSection[] = [];
  const rules = new LoadRules();
  let inputs: ScriptInput[] = [];
  let items: ScriptItem[] = [];
  for (let index = 0; index < program.steps.length; index += 1) {
    const step = program.steps[index];
    if (step?.kind === 'section') {
      const { node, overlay, source } = step;
      inputs = [];
      items = [];
      const placed = placementOf(node, overlay, regions, source);
      const hasLoadAddress = (node.loadAddress ?? overlay?.loadAddress) !== undefined;
      const hasAddress = (node.address ?? overlay?.address) !== undefined;
      const load = rules.next(placed, hasAddress, hasLoadAddress);
      sections.push(sectionOf(step, placed, load, heads, inputs, items));
    } else if (step?.kind === 'node') {
      const item = itemOf(step, symbols.get(index), outcomes[index]);
      if (item !== undefined) items.push(item);
      if (item?.kind === 'input') inputs.push(item.input);
    }
  }
  return sections;
}

/** Field by field: spreads would take most of the time of an evaluation. */
function sectionOf(
  { node, overlay, source }: Extract<Program['steps'][number], { kind: 'section' }>,
  placed: Placed,
  load: Load,
  heads: ReadonlyMap<Expression, number>,
  inputs: readonly ScriptInput[],
  items: readonly ScriptItem[],
): ScriptSection {
  const placeOf = (span: Span | undefined): ScriptPlace | undefined => span && source.placeOf(span);
  const valueOf = (expression: Expression | undefined): number | undefined =>
    expression && heads.get(expression);
  const address = node.address ?? overlay?.address;
  const loadAddress = node.loadAddress ?? overlay?.loadAddress;
  const segments = overlay === undefined ? node.segments : [...node.segments, ...overlay.segments];
  // The sections of an overlay load one behind the other.
  const isFirst = overlay === undefined || overlay.sections[0] === node;
  return {
    name: node.name.text,
    type: types.find((each): each is ScriptSectionType => each === node.type?.keyword?.text),
    region: load.region,
    lmaRegion: load.lmaRegion,
    hasLoadAddress: loadAddress !== undefined || placed.loadRegion !== undefined,
    followsLoadAddress: load.followsLoadAddress,
    loadAddress: isFirst ? valueOf(loadAddress) : undefined,
    address: valueOf(address),
    bracketedAddress: bracketedName(address),
    align: valueOf(node.align),
    fill: valueOf(node.fill ?? overlay?.fill),
    inputs,
    items,
    isInOverlay: overlay !== undefined,
    isConditional: node.constraint !== undefined,
    segments: segments.map(({ text }) => text),
    place: source.placeOf(node),
    namePlace: source.placeOf(node.name),
    typePlace: source.placeOf(node.type ?? emptyAt((node.address ?? node.name).end)),
    regionPlace: placeOf(placed.region),
    loadRegionPlace: placeOf(placed.loadRegion),
    addressPlace: placeOf(address),
    loadAddressPlace: placeOf(loadAddress),
    alignPlace: placeOf(node.align),
    bodyPlace: source.placeOf(node.inside),
    closePlace: source.placeOf(emptyAt(node.close)),
  };
}

function bracketedName(address: Expression | undefined): string | undefined {
  const isBracketed = address?.kind === 'name' && address.start < address.word.start;
  return isBracketed ? address.name : undefined;
}

interface Placed extends Pick<Placement, 'region' | 'loadRegion'> {
  /** Aliases resolved. */
  readonly regionName: string | undefined;
  readonly loadRegionName: string | undefined;
}

function placementOf(
  node: OutputSection,
  overlay: Overlay | undefined,
  regions: Regions,
  source: SourceFile,
): Placed {
  const region = node.region ?? overlay?.region;
  const loadRegion = node.loadRegion ?? overlay?.loadRegion;
  for (const word of [region, loadRegion]) {
    if (word === undefined) continue;
    regions.use(word.text);
    regions.ask(word.text, word, source);
  }
  const regionName = region && regions.resolve(region.text);
  const loadRegionName = loadRegion && regions.resolve(loadRegion.text);
  return { region, loadRegion, regionName, loadRegionName };
}

/**
 * Where a section loads (manual, "Output Section LMA"; lang_propagate_lma_regions and lang_size_sections in
 * ld/ldlang.c): as AT says; without it in the load region of the section right before, if both run in the same
 * region and no address is written; without such a region at the distance that the last section of the
 * region had.
 */
class LoadRules {
  private before: { readonly key: string; readonly region: string | undefined } | undefined;
  private readonly distances = new Map<string, boolean>();

  next({ regionName, loadRegionName }: Placed, hasAddress: boolean, hasLoadAddress: boolean): Load {
    // Without `>` and an address ld runs the section where it loads.
    const region = regionName ?? (hasAddress ? undefined : loadRegionName);
    const key = region ?? noRegion;
    const inherited =
      !hasLoadAddress && !hasAddress && this.before?.key === key ? this.before.region : undefined;
    const loadRegion = loadRegionName ?? inherited;
    const followsLoadAddress =
      loadRegion === undefined && !hasLoadAddress && (this.distances.get(key) ?? false);
    if (loadRegion === undefined) this.distances.set(key, hasLoadAddress || followsLoadAddress);
    this.before = { key, region: loadRegion };
    return {
      region,
      lmaRegion: loadRegion === region ? undefined : loadRegion,
      followsLoadAddress,
    };
  }
}

function emptyAt(offset: number): Span {
  return { start: offset, end: offset };
}
