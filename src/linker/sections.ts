// The output sections of a script, with the regions they run and load in by ld's rules.

import type { Span } from '../base/text';
import { itemOf } from './items';
import type { Outcome } from './items';
import type { Program, SourceFile } from './program';
import type { Regions } from './regions';
import type {
  ScriptInput,
  ScriptItem,
  ScriptSection,
  ScriptSectionType,
  ScriptSymbol,
} from './script-model';
import type { Expression, OutputSection, Overlay, Placement } from './syntax';

/** What ld takes for sections without a region. */
const noRegion = '*default*';

const types: readonly string[] = ['NOLOAD', 'READONLY', 'DSECT', 'COPY', 'INFO', 'OVERLAY'];

interface Load {
  readonly key: string;
  readonly region: string | undefined;
}

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
  for (const [index, step] of program.steps.entries()) {
    if (step.kind === 'section') {
      inputs = [];
      items = [];
      const { node, overlay, source } = step;
      const placement = placementOf(node, overlay, regions, source);
      const address = node.address ?? overlay?.address;
      const loadAddress = node.loadAddress ?? overlay?.loadAddress;
      const fill = node.fill ?? overlay?.fill;
      const load = rules.next(placement, address !== undefined, loadAddress !== undefined);
      sections.push({
        ...placesOf(node, source),
        ...load,
        regionPlace: placement.region && source.placeOf(placement.region),
        loadRegionPlace: placement.loadRegion && source.placeOf(placement.loadRegion),
        addressPlace: address && source.placeOf(address),
        loadAddressPlace: loadAddress && source.placeOf(loadAddress),
        hasLoadAddress: loadAddress !== undefined || placement.loadRegion !== undefined,
        address: address && heads.get(address),
        align: node.align && heads.get(node.align),
        fill: fill && heads.get(fill),
        // The sections of an overlay load one behind the other.
        loadAddress:
          loadAddress && (overlay === undefined || overlay.sections[0] === node)
            ? heads.get(loadAddress)
            : undefined,
        ...{ inputs, items, isInOverlay: overlay !== undefined },
        isConditional: node.constraint !== undefined,
        segments: [...node.segments, ...(overlay?.segments ?? [])].map(({ text }) => text),
      });
    } else {
      const item = itemOf(step, symbols.get(index), outcomes[index]);
      if (item !== undefined) items.push(item);
      if (item?.kind === 'input') inputs.push(item.input);
    }
  }
  return sections;
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
  private before: Load | undefined;
  private readonly distances = new Map<string, boolean>();

  next(
    { regionName, loadRegionName }: Placed,
    hasAddress: boolean,
    hasLoadAddress: boolean,
  ): Pick<ScriptSection, 'region' | 'lmaRegion' | 'followsLoadAddress'> {
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

type Places = Pick<
  ScriptSection,
  'name' | 'type' | 'place' | 'namePlace' | 'typePlace' | 'alignPlace' | 'bodyPlace' | 'closePlace'
>;

function placesOf(node: OutputSection, source: SourceFile): Places {
  return {
    name: node.name.text,
    type: types.find((each): each is ScriptSectionType => each === node.type?.keyword?.text),
    place: source.placeOf(node),
    namePlace: source.placeOf(node.name),
    typePlace: source.placeOf(node.type ?? emptyAt((node.address ?? node.name).end)),
    alignPlace: node.align && source.placeOf(node.align),
    bodyPlace: source.placeOf(node.inside),
    closePlace: source.placeOf(emptyAt(node.close)),
  };
}

function emptyAt(offset: number): Span {
  return { start: offset, end: offset };
}
