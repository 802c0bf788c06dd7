// The location counter while a script is evaluated: known only where nothing before it depends on the link.

import { dataBytes } from './items';
import type { Outcome } from './items';
import type { Program } from './program';
import type { SectionContent } from './section-fit';
import type { Data, OutputSection } from './syntax';
import { alignUp, signed, unsigned } from './values';
import type { Value } from './values';

/** One pass over the script. */
export class Locations {
  /** The output section at hand. */
  section: { readonly name: string; readonly start: bigint | undefined } | undefined;
  private outside: bigint | undefined;
  private offset: bigint | undefined;
  private hasData = false;
  /** What the section at hand has at least by now, whatever inputs bring. */
  private least = 0n;
  private grown = 0n;

  constructor(program: Program) {
    this.outside = program.isAddition ? undefined : 0n;
  }

  dot(): Value | undefined {
    if (this.section === undefined) {
      return this.outside === undefined ? undefined : { bits: this.outside, kind: 'address' };
    }
    return this.offset === undefined ? undefined : { bits: this.offset, kind: 'offset' };
  }

  /** `. = …` */
  set(value: Value | undefined): void {
    if (this.section === undefined) {
      this.outside = value?.bits;
      return;
    }
    this.offset = this.offsetOf(value);
  }

  /** Of a move in an output section that is certain. @returns false where ld refuses it: it goes backwards. */
  moved(value: Value | undefined, growth: Outcome['growth']): boolean {
    const offset = this.offsetOf(value);
    const grown = signed(growth ?? 0n);
    if (grown < 0n || (offset !== undefined && signed(offset) < this.least)) return false;
    this.least = offset ?? this.least + grown;
    this.grown += grown;
    return true;
  }

  /** What is sure by now of the section at hand. */
  content(): SectionContent {
    return { start: this.section?.start, least: this.least, grown: this.grown };
  }

  private offsetOf(value: Value | undefined): bigint | undefined {
    if (value?.kind !== 'address') return value?.bits;
    const start = this.section?.start;
    return start === undefined ? undefined : unsigned(value.bits - start);
  }

  open({ name }: OutputSection, address: bigint | undefined, alignment: bigint | undefined): void {
    const start = address === undefined ? undefined : alignUp(address, alignment ?? 1n);
    this.section = { name: name.text, start };
    this.offset = 0n;
    this.least = 0n;
    this.grown = 0n;
    this.hasData = false;
  }

  /** Behind a section the address is known only if the section surely has content, and how much. */
  close(): void {
    const start = this.section?.start;
    const { offset } = this;
    const isKnown = this.hasData && start !== undefined && offset !== undefined;
    this.outside = isKnown ? unsigned(start + offset) : undefined;
    this.section = undefined;
  }

  input(): void {
    this.offset = undefined;
  }

  data(keyword: Data['keyword']['text']): void {
    const size = dataBytes[keyword];
    if (size !== undefined && size > 0n) this.hasData = true;
    this.least += size ?? 0n;
    if (this.offset !== undefined)
      this.offset = size === undefined ? undefined : this.offset + size;
  }
}
