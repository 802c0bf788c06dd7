// The output sections of a script, with the regions they run and load in by ld's rules.

import type { Span } from '../base/text';
import type { Program, SourceFile } from './program';
import type { Regions } from './regions';
import type { ScriptInput, ScriptSection, ScriptSectionType } from './script-model';
import type { Expression, InputSection, OutputSection, Overlay, Placement } from './syntax';

/** What ld takes for sections without a region. */
const noRegion = '*default*';

const types: readonly string[] = ['NOLOAD', 'READONLY', 'DSECT', 'COPY', 'INFO', 'OVERLAY'];

interface Load {
  readonly key: string;
  readonly region: string | undefined;
}

/** @param addresses values of the address and AT(…) expressions, where known. */
export function sectionsOf(
  program: Program,
  regions: Regions,
  addresses: ReadonlyMap<Expression, number>,
): readonly ScriptSection[] {
  const sections: ScriptSection[] = [];
  const rules = new LoadRules();
  let inputs: ScriptInput[] = [];
  for (const step of program.steps) {
    if (step.kind === 'section') {
      inputs = [];
      const { node, overlay, source } = step;
      const placement = placementOf(node, overlay, regions, source);
      const address = node.address ?? overlay?.address;
      const loadAddress = node.loadAddress ?? overlay?.loadAddress;
      const load = rules.next(placement, address !== undefined, loadAddress !== undefined);
      sections.push({
        ...placesOf(node, source),
        ...load,
        regionPlace: placement.region && source.placeOf(placement.region),
        hasLoadAddress: loadAddress !== undefined || placement.loadRegion !== undefined,
        address: address && addresses.get(address),
        // The sections of an overlay load one behind the other.
        loadAddress:
          loadAddress && (overlay === undefined || overlay.sections[0] === node)
            ? addresses.get(loadAddress)
            : undefined,
        inputs,
      });
    } else if (step.kind === 'node' && step.node.kind === 'input') {
      inputs.push(inputOf(step.node, step.source));
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
    if (word !== undefined) regions.ask(word.text, word, source);
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

type Places = Pick<ScriptSection, 'name' | 'type' | 'place' | 'namePlace' | 'typePlace'>;

function placesOf(node: OutputSection, source: SourceFile): Places {
  return {
    name: node.name.text,
    type: types.find((each): each is ScriptSectionType => each === node.type?.keyword?.text),
    place: source.placeOf(node),
    namePlace: source.placeOf(node.name),
    typePlace: source.placeOf(node.type ?? emptyAt((node.address ?? node.name).end)),
  };
}

function emptyAt(offset: number): Span {
  return { start: offset, end: offset };
}

function inputOf(node: InputSection, source: SourceFile): ScriptInput {
  return {
    text: source.text.slice(node.start, node.end),
    patterns: node.sections.map(({ pattern }) => pattern.text),
    isKept: node.isKept,
    place: source.placeOf(node),
  };
}
