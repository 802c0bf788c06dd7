// Whether an output section fits into its region, as far as the script alone tells: by its address, and by what the
// location counter is moved to. ld refuses what does not ("will not fit in region", "is not within region").

import { hex32 } from '../base/hex';
import type { Span } from '../base/text';
import type { OutputSection } from './syntax';

export interface RegionBounds {
  readonly name: string;
  readonly origin: bigint | undefined;
  readonly length: bigint | undefined;
}

export interface SectionContent {
  /** Undefined where it is not known. */
  readonly start: bigint | undefined;
  /** The bytes that it has at least. */
  readonly least: bigint;
  /** Those that moves such as `. = . + n` add. */
  readonly grown: bigint;
}

export interface Misfit {
  readonly message: string;
  /** Of the address, where that is what is wrong; otherwise of what came last. */
  readonly place: Span | undefined;
  /** Not where only inputs can be in it: without any ld leaves the section out. */
  readonly isCertain: boolean;
}

/** Of these ld checks nothing: they take no memory, or share it. */
const unchecked = new Set(['COPY', 'DSECT', 'INFO', 'OVERLAY']);

/** @returns the name of the region that the section has to fit into, if ld checks that for every program. */
export function checkedRegion(node: OutputSection): string | undefined {
  if (node.name.text === '/DISCARD/' || node.constraint !== undefined) return undefined;
  if (unchecked.has(node.type?.keyword?.text ?? '')) return undefined;
  return node.region?.text;
}

/**
 * @returns nothing where the section may fit, and for one that is empty: ld leaves that out.
 */
export function misfit(
  { name, address, body }: OutputSection,
  region: RegionBounds,
  { start, least, grown }: SectionContent,
): Misfit | undefined {
  const { origin, length } = region;
  const hasInputs = body.some(({ kind }) => kind === 'input');
  const isEmpty = least === 0n && !hasInputs;
  if (origin === undefined || length === undefined || isEmpty) return undefined;
  // Who writes an address there means one.
  const isMeant = origin > 0n && least >= origin;
  const reason = isMeant ? ' In an output section . counts from the start of the section.' : '';
  if (address === undefined) {
    // Of mere room, for heap and stack, a check of its own tells, which knows the part and the last build.
    const isRoom = grown === least && !hasInputs;
    if (least <= length || isRoom) return undefined;
    const message = `${name.text} has at least ${least} bytes, and region ${region.name} has ${length}.${reason}`;
    return { message, place: undefined, isCertain: true };
  }
  if (start === undefined) return undefined;
  const last = origin + length - 1n;
  const isOutside = start < origin || start > last;
  const end = start + least;
  if (least === 0n ? !isOutside : end >= origin && end <= last + 1n) return undefined;
  const range = `region ${region.name}, which is ${shown(origin)} to ${shown(last)}`;
  const message = isOutside
    ? `${name.text} begins at ${shown(start)}, which is not in ${range}.`
    : `${name.text} ends at ${shown(end - 1n)} or later, which is not in ${range}.${reason}`;
  return { message, place: isOutside ? address : undefined, isCertain: least > 0n };
}

function shown(address: bigint): string {
  return hex32(BigInt.asUintN(32, address));
}
