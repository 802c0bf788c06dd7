// GPIO initialisations → port, pins, mode: the members of the structure are remembered as they are assigned, as
// CubeMX's code and ST's examples write them one after the other.

import { maskOf } from './masks';
import type { Defines } from './masks';
import type { Token } from './tokens';

/** The last values of an initialisation structure's members. */
interface InitStructure {
  pins?: readonly Token[];
  mode?: string;
  alternate?: string;
}

export interface GpioInit {
  readonly port?: string;
  readonly pins: readonly number[];
  readonly mode?: string;
  /** The alternate function. */
  readonly argument?: string;
  /** The port, or a pin, is not known from this text. */
  readonly isPartial?: boolean;
}

export class GpioInits {
  private structures = new Map<string, InitStructure>();

  constructor(private readonly defines: Defines) {}

  /** A new function: what was assigned before is another structure's. */
  clear(): void {
    this.structures = new Map();
  }

  /** `name.member = value`. */
  assign(name: string, member: string, value: readonly Token[]): void {
    const structure = this.structures.get(name) ?? {};
    this.structures.set(name, structure);
    const field = member.toLowerCase().replace(/^gpio_/, '');
    if (field === 'pin') structure.pins = value;
    else if (field === 'mode') structure.mode = textOf(value);
    else if (field === 'alternate') structure.alternate = textOf(value);
  }

  /** `name = { … }`, which sets every member. */
  initialise(name: string, body: readonly Token[]): void {
    this.structures.delete(name);
    for (const [index, token] of body.entries()) {
      if (token.text !== '.' || body[index + 2]?.text !== '=') continue;
      const comma = body.findIndex((other, at) => at > index && other.text === ',');
      const value = body.slice(index + 3, comma < 0 ? undefined : comma);
      this.assign(name, body[index + 1]?.text ?? '', value);
    }
  }

  /** What a call sets; undefined for a call of another kind. */
  ofCall(name: string, args: readonly (readonly Token[])[]): GpioInit | undefined {
    const [portArgument, second, third] = args;
    if (portArgument === undefined || second === undefined) return undefined;
    if (/^(LL_GPIO_SetPinMode)$/.test(name)) {
      return this.toInit(portArgument, second, third === undefined ? {} : { mode: textOf(third) });
    }
    if (!/^(HAL_GPIO_Init|LL_GPIO_Init|GPIO_Init)$/.test(name)) return undefined;
    const structure = this.structures.get((third ?? second).find(isWord)?.text ?? '') ?? {};
    // HAL2 has the pins as an argument of their own.
    const pins = third === undefined ? (structure.pins ?? []) : second;
    return this.toInit(portArgument, pins, structure);
  }

  private toInit(
    portArgument: readonly Token[],
    pinTokens: readonly Token[],
    { mode, alternate }: InitStructure,
  ): GpioInit {
    const port = this.portOf(portArgument);
    const mask = maskOf(pinTokens, this.defines);
    const pins = bitNumbers(mask.bits & 0xffff);
    return {
      ...(port === undefined ? {} : { port }),
      pins,
      ...(port === undefined || !mask.isExact ? { isPartial: true } : {}),
      ...(mode === undefined ? {} : { mode }),
      ...(alternate === undefined ? {} : { argument: alternate }),
    };
  }

  private portOf(tokens: readonly Token[]): string | undefined {
    for (const { text } of [
      ...tokens,
      ...tokens.flatMap(({ text }) => this.defines.get(text) ?? []),
    ]) {
      const port = /^(?:HAL_)?GPIO([A-Z])(?:_BASE|_NS|_S)?$/.exec(text)?.[1];
      if (port !== undefined) return port;
    }
    return undefined;
  }
}

function isWord({ kind }: Token): boolean {
  return kind === 'word';
}

/** Tokens as one word or expression. */
function textOf(tokens: readonly Token[]): string {
  return tokens
    .slice(0, 16)
    .map(({ text }) => text)
    .join('');
}

/** The numbers of the bits that are set. */
export function bitNumbers(mask: number): readonly number[] {
  return Array.from({ length: 16 }, (_, bit) => bit).filter((bit) => ((mask >>> bit) & 1) === 1);
}
