// Tells, while a script is evaluated, what ld refuses of output sections for where they go: the location counter moved
// backwards, or a section that is not in its region.

import type { Span } from '../base/text';
import type { Locations } from './locations';
import { isErrorId } from './problem-ids';
import type { ProblemId } from './problem-ids';
import type { SourceFile, Step } from './program';
import type { Regions } from './regions';
import type { ScriptPlace } from './script-model';
import { checkedRegion, misfit } from './section-fit';
import type { Assignment, OutputSection } from './syntax';
import type { Value } from './values';

export type Tell = (id: ProblemId, message: string, place: ScriptPlace, isError: boolean) => void;

export class FitCheck {
  /** The section at hand, unless nothing is told of it, or all is told. */
  private output: { readonly node: OutputSection; readonly source: SourceFile } | undefined;

  /** @param unsure names of symbols, regions and the location counter that are likely, not certain. */
  constructor(
    private readonly regions: Regions,
    private readonly unsure: ReadonlySet<string>,
    private readonly tell: Tell,
  ) {}

  /** Sections of an overlay share their place. */
  open({ node, overlay, source }: Step & { kind: 'section' }): void {
    this.output = overlay === undefined ? { node, source } : undefined;
  }

  /** Before a certain move of the location counter. */
  move(
    node: Assignment,
    source: SourceFile,
    locations: Locations,
    to: { readonly value: Value | undefined; readonly growth: bigint | undefined },
  ): void {
    const isPlaced = to.value?.kind !== 'address' || !this.unsure.has('.');
    if (this.output === undefined || !isPlaced) return;
    if (locations.moved(to.value, to.growth)) {
      this.check(locations, source, node);
    } else {
      const message = 'In an output section the location counter cannot be moved backwards.';
      const id = 'ld-moved-backwards';
      this.tell(id, message, source.placeOf(node), isErrorId(id));
    }
  }

  close(locations: Locations): void {
    if (this.output !== undefined) this.check(locations, this.output.source, undefined);
    this.output = undefined;
  }

  /** @param move the last one; undefined at the end of the section, when all of its inputs are known. */
  private check(locations: Locations, source: SourceFile, move: Span | undefined): void {
    const { output } = this;
    const region = output && checkedRegion(output.node);
    const bounds = region === undefined ? undefined : this.regions.boundsOf(region);
    if (output === undefined || bounds === undefined || this.unsure.has(bounds.name)) return;
    if (output.node.address !== undefined && this.unsure.has('.')) return;
    const found = misfit(output.node, bounds, locations.content());
    if (found === undefined || (!found.isCertain && move !== undefined)) return;
    this.output = undefined;
    const place =
      found.place === undefined
        ? source.placeOf(move ?? output.node.name)
        : output.source.placeOf(found.place);
    this.tell('ld-outside-region', found.message, place, found.isCertain);
  }
}
