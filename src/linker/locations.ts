// The location counter while a script is evaluated: known only where nothing before it depends on the link.

import { dataBytes } from './items';
import type { Program } from './program';
import type { Data, OutputSection } from './syntax';
import { alignUp, unsigned } from './values';
import type { Value } from './values';

/** One pass over the script. */
export class Locations {
  /** The output section at hand. */
  section: { readonly name: string; readonly start: bigint | undefined } | undefined;
  private outside: bigint | undefined;
  private offset: bigint | undefined;
  private hasData = false;

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
    const { start } = this.section;
    if (value === undefined) this.offset = undefined;
    else if (value.kind !== 'address') this.offset = value.bits;
    else this.offset = start === undefined ? undefined : unsigned(value.bits - start);
  }

  open({ name }: OutputSection, address: bigint | undefined, alignment: bigint | undefined): void {
    const start = address === undefined ? undefined : alignUp(address, alignment ?? 1n);
    this.section = { name: name.text, start };
    this.offset = 0n;
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
    if (this.offset !== undefined)
      this.offset = size === undefined ? undefined : this.offset + size;
  }
}
