// C or C++ text → the statements that a debugger's connection hangs on: the SWD pins switched off or on again, low
// power, watchdogs. Comments, strings and what #if 0 hides do not count. (Contract.)

import { LineIndex } from '../base/text';
import type { Span } from '../base/text';
import { meaningOf } from './call-kinds';
import { GpioInits } from './gpio-inits';
import type { Defines } from './masks';
import { meaningOfWrite } from './register-writes';
import type { RegisterWrite } from './register-writes';
import { structureOf } from './structure';
import type { Structure } from './structure';
import { tokenize } from './tokens';
import type { Token } from './tokens';
import { accessWord, vtorCall, vtorNumber, VtorReader } from './vtor';

export type StatementKind =
  /** `__HAL_AFIO_REMAP_SWJ_DISABLE()`, `LL_GPIO_AF_DisableRemap_SWJ`/`_DISABLE_SWJ`, MAPR SWJ_CFG = 100. */
  | 'swj-disable'
  /** `__HAL_AFIO_REMAP_SWJ_ENABLE/NOJTAG/NONJTRST()` and their LL forms. */
  | 'swj-enable'
  /** A GPIO initialisation whose pins hold the given one: HAL_GPIO_Init, LL_GPIO_Init, LL_GPIO_SetPinMode, MODER. */
  | 'gpio-init'
  | 'watchdog-start'
  /** HAL_PWR_EnterSTOPMode and its like, `__WFI()` with SLEEPDEEP; `__WFI()` alone is `sleep`. */
  | 'stop-mode'
  | 'standby-mode'
  | 'sleep'
  /** HAL_DBGMCU_EnableDBGStopMode and its like: the debugger stays connected. */
  | 'debug-in-low-power'
  /** `__HAL_DBGMCU_FREEZE_IWDG()` and its like. */
  | 'watchdog-freeze'
  /** HAL_PWREx_ConfigSupply(…). */
  | 'supply'
  /** The vector table's address: `SCB->VTOR = …`, `NVIC_SetVectorTable(…)`. */
  | 'vtor';

export interface Statement extends Span {
  readonly kind: StatementKind;
  /** The text of the call or assignment, one line. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Exclusive; undefined where it ends on a later line. */
  readonly endColumn?: number;
  /** For gpio-init: port letter and pin numbers, `A` and [13, 14]; for supply: its argument. */
  readonly port?: string;
  readonly pins?: readonly number[];
  /** For vtor `non-secure` where a secure program sets the other world's. */
  readonly mode?: string;
  /** For vtor: its value's text. For watchdogs `IWDG` or `WWDG`; for debug-in-low-power `sleep`, `stop`, `standby` or several with `+`; for gpio-init the alternate function. */
  readonly argument?: string;
  /** A gpio-init whose port or further pins are named elsewhere (`LED_GPIO_Port`, `LED_Pin`). */
  readonly isPartial?: boolean;
  /** For vtor: the value, where this text alone says it; unsigned. */
  readonly address?: number;
  /** For vtor: the text leaves it out as it stands (`USER_VECT_TAB_ADDRESS` is not defined); build options could not. */
  readonly isSwitchedOff?: boolean;
  /** For vtor: the function sets the stack pointer too, as a boot loader does before it starts another program. */
  readonly isHandover?: boolean;
  /** Inside of an #if that only a compiler can decide; a vtor also in an inner block, behind `if (…)` and its like. */
  readonly isConditional?: boolean;
  /** The function it stands in; undefined outside of one. */
  readonly function?: string;
}

/** Each statement holds one of these, in its call, its register or its arguments; most sources hold none. */
const hint =
  /swj|mapr|moder|\b(?:hal_|ll_)?gpio_init\b|setpinmode|wdg|dbgmcu|(?:dbg|debug)(?:in)?(?:stop|standby|sleep)mode|debugports|pwr(?:ex)?_|__wf[ie]|vtor|set_?vector_?table|e000ed08/i;

/** Finds them in order of their places. Linear in the text's length; never throws. */
export function findStatements(text: string): readonly Statement[] {
  return hint.test(text) ? new Finder(text).find() : [];
}

type Meaning = Omit<
  Statement,
  'start' | 'end' | 'line' | 'column' | 'endColumn' | 'text' | 'function'
>;

/** Words before a call; any other word there makes it a declaration. */
const beforeCall = /^(return|else|do|case|co_await|co_return|throw)$/;
const assignments: ReadonlySet<string> = new Set(['=', '|=', '&=', '^=']);
const maxTextLength = 160;

class Finder {
  private readonly tokens: readonly Token[];
  private readonly defines: Defines;
  private readonly structure: Structure;
  private readonly lines: LineIndex;
  private readonly gpio: GpioInits;
  private readonly found: Statement[] = [];
  private functionName: string | undefined;
  private isDeepSleep = false;
  /** Braces that are open, and how many were at the function's start. */
  private depth = 0;
  private functionDepth = 0;
  private vtorCount = 0;
  private vtorReader: VtorReader | undefined;
  /** Functions that set the main stack pointer. */
  private readonly handovers = new Set<string>();

  constructor(private readonly text: string) {
    const { tokens, defines } = tokenize(text);
    this.tokens = tokens;
    this.defines = defines;
    this.structure = structureOf(tokens);
    this.lines = new LineIndex(text);
    this.gpio = new GpioInits(defines);
  }

  find(): readonly Statement[] {
    for (const [index, { kind, text }] of this.tokens.entries()) {
      if (text === '{') this.depth++;
      else if (text === '}') this.depth--;
      else if (kind === 'number' && vtorNumber.test(text)) this.vtorAccess(index);
      if (kind !== 'word') continue;
      this.enter(this.structure.functionAt(index));
      const next = this.tokens[index + 1]?.text;
      if (next === '(') this.call(index);
      else if (next === '.' || next === '->') this.memberAssignment(index);
      else if (next === '=' && this.tokens[index + 2]?.text === '{') this.initialiser(index);
      else if (next === '=' && text === 'SCB_VTOR') this.vtorAssignment(index, index + 1);
    }
    return this.found.map((each) => {
      const isHandover = each.kind === 'vtor' && this.handovers.has(each.function ?? '');
      return isHandover ? { ...each, isHandover } : each;
    });
  }

  private enter(name: string | undefined): void {
    if (name === this.functionName) return;
    this.functionName = name;
    this.functionDepth = this.depth;
    this.isDeepSleep = false;
    this.gpio.clear();
  }

  private call(index: number): void {
    const close = this.structure.closingOf(index + 1);
    const name = this.tokens[index]?.text ?? '';
    // Most words are quickly none of ours.
    if (close === undefined || close - index > maxArguments || !this.isCall(index)) return;
    const args = this.tokens.slice(index + 2, close);
    if (name === '__set_MSP') this.handovers.add(this.functionName ?? '');
    if (vtorCall.test(name)) return this.vtor(index, close, split(args));
    const isVtor = name === 'WRITE_REG' && args[2]?.text === 'VTOR' && args[3]?.text === ',';
    if (isVtor) return this.vtor(index, close, [args.slice(4)], args[0]?.text);
    const meaning = this.meaningOfCall(name, args);
    if (meaning !== undefined) this.add(index, close, meaning);
  }

  /** In a function, and not behind a type: `void HAL_IWDG_Init(` declares. */
  private isCall(index: number): boolean {
    if (this.functionName === undefined) return false;
    const before = this.tokens[index - 1];
    if (before === undefined || before.text === '.' || before.text === '->') return false;
    return before.kind !== 'word' || beforeCall.test(before.text);
  }

  private meaningOfCall(name: string, args: readonly Token[]): Meaning | undefined {
    if (name === 'WRITE_REG' || name === 'SET_BIT') {
      const write = writeOf(args, name === 'SET_BIT' ? '|=' : '=');
      const meaning = write === undefined ? undefined : this.meaningOfWrite(write);
      if (meaning !== undefined) return meaning;
    }
    if (name === 'LL_LPM_EnableDeepSleep') this.isDeepSleep = true;
    if (name === 'LL_LPM_EnableSleep') this.isDeepSleep = false;
    if (name === '__WFI' || name === '__WFE') {
      return { kind: this.isDeepSleep ? 'stop-mode' : 'sleep' };
    }
    if (/^(HAL_PWREx|LL_PWR)_ConfigSupply$/.test(name)) {
      return { kind: 'supply', argument: args.map(({ text }) => text).join('') };
    }
    const pins = this.gpio.ofCall(name, split(args));
    if (pins !== undefined) return { kind: 'gpio-init', ...pins };
    const words = args.filter(({ kind }) => kind === 'word').map(({ text }) => text);
    return meaningOf(name, words);
  }

  /** `AFIO->MAPR |= …;` and `GPIO_InitStruct.Pin = …;`. */
  private memberAssignment(index: number): void {
    const [, access, member, operator] = this.tokens.slice(index, index + 4);
    if (operator === undefined || !assignments.has(operator.text) || member === undefined) return;
    if (this.functionName === undefined) return;
    const name = this.tokens[index]?.text ?? '';
    if (/^SCB(_NS)?$/.test(name) && member.text === 'VTOR') {
      return this.vtorAssignment(index, index + 3);
    }
    const end = this.endOfStatement(index + 4);
    const value = this.tokens.slice(index + 4, end);
    if (access?.text === '.' || operator.text === '=') this.gpio.assign(name, member.text, value);
    const write = { peripheral: name, register: member.text, operator: operator.text, value };
    const meaning = access?.text === '->' ? this.meaningOfWrite(write) : undefined;
    if (meaning !== undefined) this.add(index, end - 1, meaning);
  }

  /** `*(volatile uint32_t *)0xE000ED08 = …;`, from its number. */
  private vtorAccess(index: number): void {
    this.enter(this.structure.functionAt(index));
    let operator = index + 1;
    while (this.tokens[operator]?.text === ')' && operator < index + 4) operator++;
    if (this.functionName === undefined || this.tokens[operator]?.text !== '=') return;
    let first = index;
    const isAccess = (at: number): boolean => accessWord.test(this.tokens[at]?.text ?? '');
    while (index - first < 16 && isAccess(first - 1)) first--;
    while (this.tokens[first]?.text === ')') first++;
    if (!this.tokens.slice(first, index).some(({ text }) => text === '*')) return;
    this.vtorAssignment(first, operator);
  }

  private vtorAssignment(first: number, operator: number): void {
    if (this.functionName === undefined || this.vtorCount >= maxVtor) return;
    const end = this.endOfStatement(operator + 1);
    const value = this.tokens.slice(operator + 1, end);
    // What |= and &= leave there is not known.
    const isWhole = this.tokens[operator]?.text === '=';
    this.vtor(first, end - 1, isWhole ? [value] : [], this.tokens[first]?.text);
  }

  private vtor(
    first: number,
    last: number,
    parts: readonly (readonly Token[])[],
    peripheral = '',
  ): void {
    if (this.vtorCount++ >= maxVtor) return;
    this.vtorReader ??= new VtorReader(this.text);
    const start = this.tokens[first]?.start ?? 0;
    const { address, isConditional, isSwitchedOff } = this.vtorReader.settingOf(start, parts);
    const before = this.tokens[first - 1]?.text ?? '';
    const isGuarded = this.depth > this.functionDepth || !/^[;{}]$/.test(before);
    this.add(first, last, {
      kind: 'vtor',
      argument: parts.map((part) => part.map(({ text }) => text).join('')).join(', '),
      ...(peripheral === 'SCB_NS' ? { mode: 'non-secure' } : {}),
      ...(address === undefined ? {} : { address }),
      ...(isSwitchedOff ? { isSwitchedOff } : {}),
      isConditional: isConditional || isGuarded,
    });
  }

  private meaningOfWrite(write: RegisterWrite): Meaning | undefined {
    const meaning = meaningOfWrite(write, this.defines);
    if (meaning?.kind === 'deep-sleep') this.isDeepSleep = meaning.isOn;
    else if (meaning?.kind === 'alternate') this.giveBack(meaning.port, meaning.pins);
    else return meaning;
    return undefined;
  }

  /** MODER's fields are cleared first and set to the alternate function next: nothing is lost in the end. */
  private giveBack(port: string, pins: readonly number[]): void {
    for (let at = this.found.length - 1; at >= 0; at--) {
      const cleared = this.found[at];
      if (cleared?.function !== this.functionName) return;
      if (cleared?.mode !== 'MODER' || cleared.port !== port) continue;
      const left = (cleared.pins ?? []).filter((pin) => !pins.includes(pin));
      if (left.length === 0) this.found.splice(at, 1);
      else this.found[at] = { ...cleared, pins: left };
      return;
    }
  }

  private initialiser(index: number): void {
    const close = this.structure.closingOf(index + 2);
    if (close === undefined || close - index > maxArguments) return;
    this.gpio.initialise(this.tokens[index]?.text ?? '', this.tokens.slice(index + 3, close));
  }

  private endOfStatement(from: number): number {
    const limit = Math.min(this.tokens.length, from + maxArguments);
    for (let at = from; at < limit; at++) {
      const text = this.tokens[at]?.text;
      if (text === ';' || text === '{' || text === '}') return at;
    }
    return limit;
  }

  private add(first: number, last: number, meaning: Meaning): void {
    const start = this.tokens[first]?.start ?? 0;
    const lastToken = this.tokens[last];
    const end = lastToken === undefined ? start : lastToken.start + lastToken.text.length;
    const { line, column } = this.lines.placeOf(start);
    const behind = this.lines.placeOf(end);
    const shown = this.text.slice(start, Math.min(end, start + 4 * maxTextLength));
    const { isConditional = this.tokens[first]?.isConditional === true, ...rest } = meaning;
    this.found.push({
      ...rest,
      ...{ start, end, line, column },
      ...(behind.line === line ? { endColumn: behind.column } : {}),
      text: shown.replace(/\s+/g, ' ').slice(0, maxTextLength),
      ...(isConditional ? { isConditional } : {}),
      ...(this.functionName === undefined ? {} : { function: this.functionName }),
    });
  }
}

/** Longer argument lists are tables, not one of the calls looked for; the bound keeps nested ones linear. */
const maxArguments = 400;
/** No program sets it so often; the values' macros cost time. */
const maxVtor = 100;

/** `(AFIO->MAPR, value)` of CMSIS's macros. */
function writeOf(args: readonly Token[], operator: string): RegisterWrite | undefined {
  const [peripheral, arrow, register, comma] = args;
  if (arrow?.text !== '->' || comma?.text !== ',') return undefined;
  if (peripheral === undefined || register === undefined) return undefined;
  const value = args.slice(4);
  return { peripheral: peripheral.text, register: register.text, operator, value };
}

/** Arguments at their commas; those in inner brackets do not count. */
function split(args: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of args) {
    if (token.text === '(' || token.text === '{') depth++;
    if (token.text === ')' || token.text === '}') depth--;
    if (token.text === ',' && depth === 0) parts.push([]);
    else parts[parts.length - 1]?.push(token);
  }
  return parts;
}
