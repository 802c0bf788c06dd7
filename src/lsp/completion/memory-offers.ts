// The part's real memories as regions of MEMORY; those that no region covers yet stand first.

import { hex32 } from '../../base/hex';
import type { Device, Memory } from '../../devices/device';
import { placeOf, runsOf } from '../../devices/memory-runs';
import { runText } from '../../script-checks/script-words';
import type { LinkerScript } from '../../linker/script-model';
import { CompletionItemKind } from '../protocol-values';
import type { ScriptView } from '../script-view';
import { plain } from '../words/markdown';
import { limitsOf, memoryText } from '../words/memory-words';
import type { Offer } from './offer';

/** As lines of MEMORY: `SRAM2 (xrw) : ORIGIN = 0x10000000, LENGTH = 32K`. */
export function memoryOffers(view: ScriptView): readonly Offer[] {
  const { part } = view.facts;
  if (part === undefined) return plainOffers;
  const single = offersOf(view, part.device, (memory) => {
    const name = memory.name.replace(/\W+/g, '_');
    return { label: name, head: `${name} (${attributesOf(memory)}) : ` };
  });
  return [...single, ...runOffers(view, part.device)];
}

/** What stands behind a region's colon: `ORIGIN = …, LENGTH = …`. */
export function fieldOffers(view: ScriptView, fields: readonly string[]): readonly Offer[] {
  const { part } = view.facts;
  if (part === undefined || fields.length > 0) return [];
  return offersOf(view, part.device, ({ start, sizeBytes, kind }) => {
    const length = kind === 'external' ? '…' : lengthOf(sizeBytes);
    return { label: `ORIGIN = ${hex32(start)}, LENGTH = ${length}`, head: '' };
  });
}

/** Addresses, behind `ORIGIN =`. */
export function originOffers({ facts: { part } }: ScriptView): readonly Offer[] {
  return (part?.device.memories ?? []).filter(isForRegions).map((memory) => ({
    ...{ label: hex32(memory.start), kind: CompletionItemKind.Value, rank: 1 },
    detail: memoryText(memory),
  }));
}

function offersOf(
  { facts: { script, part } }: ScriptView,
  device: Device,
  form: (memory: Memory) => { readonly label: string; readonly head: string },
): readonly Offer[] {
  return device.memories.filter(isForRegions).map((memory): Offer => {
    const { label, head } = form(memory);
    const region = regionIn(script, device, memory);
    const length = memory.kind === 'external' ? '${1:8M}' : lengthOf(memory.sizeBytes);
    const limits = limitsOf(memory);
    const note = limits.length === 0 ? '' : `: ${limits.join(', ')}`;
    return {
      ...{ label, kind: CompletionItemKind.Module },
      snippet: `${head}ORIGIN = ${hex32(memory.start)}, LENGTH = ${length}`,
      detail: region === undefined ? memoryText(memory) : `is in region ${region}${note}`,
      documentation: plain(`${memoryText(memory)}. ${part?.source ?? ''}`),
      rank: (region === undefined ? 0 : 3) + (memory.kind === 'external' ? 1 : 0),
    };
  });
}

/** Memories that the linker may fill. */
function isForRegions({ name, kind, sizeBytes, isReserved }: Memory): boolean {
  // NAND and cards are read in blocks, through a window that holds no addresses of theirs.
  if (sizeBytes <= 0 || isReserved || /NAND|PCCARD/.test(name)) return false;
  switch (kind) {
    case 'flash':
    case 'flash-high-cycle':
    case 'ram':
    case 'ccm':
    case 'itcm':
    case 'dtcm':
    case 'backup':
    case 'external':
      return true;
    case 'eeprom':
    case 'otp':
    case 'option':
    case 'system':
    case 'alias':
      return false;
  }
}

/** RAMs without a hole between them as one region, as most scripts have them. */
function runOffers({ facts: { script } }: ScriptView, device: Device): readonly Offer[] {
  return runsOf(device, 'ram').flatMap((run): readonly Offer[] => {
    const [first] = run.memories;
    const last = run.memories.at(-1);
    const isPlain = run.memories.every(
      (memory) => memory.kind === 'ram' && memory.core === undefined && isForRegions(memory),
    );
    if (first === undefined || last === undefined || first === last || !isPlain) return [];
    const label =
      run.start === 0x20000000 ? 'RAM' : `${first.name}_${last.name}`.replace(/\W+/g, '_');
    const region = run.memories.find((memory) => regionIn(script, device, memory) !== undefined);
    const length = lengthOf(run.end - run.start);
    return [
      {
        ...{ label, kind: CompletionItemKind.Module, detail: `${runText(run)}, as one region` },
        snippet: `${label} (xrw) : ORIGIN = ${hex32(run.start)}, LENGTH = ${length}`,
        rank: region === undefined ? 0 : 3,
      },
    ];
  });
}

function attributesOf({ name, kind, executable }: Memory): string {
  // A mapped QUADSPI can only be read.
  if (kind === 'flash' || kind === 'flash-high-cycle' || name.startsWith('QSPI')) return 'rx';
  return executable === false ? 'rw' : 'xrw';
}

/** The first region that begins in the memory, or begins before it and reaches into it. */
function regionIn(script: LinkerScript, device: Device, memory: Memory): string | undefined {
  return script.regions.find(({ origin, length }) => {
    if (origin === undefined) return false;
    const start = placeOf(device, origin)?.address ?? origin;
    const end = start + Math.max(1, length ?? 1);
    return start < memory.start + memory.sizeBytes && end > memory.start;
  })?.name;
}

function lengthOf(sizeBytes: number): string {
  return sizeBytes % 1024 === 0 ? `${sizeBytes / 1024}K` : String(sizeBytes);
}

/** Without a part. */
const plainOffers: readonly Offer[] = [
  {
    ...{ label: 'FLASH', kind: CompletionItemKind.Module },
    snippet: 'FLASH (rx) : ORIGIN = ${1:0x08000000}, LENGTH = ${2:128K}',
    detail: 'the part is not known: give its size',
  },
  {
    ...{ label: 'RAM', kind: CompletionItemKind.Module },
    snippet: 'RAM (xrw) : ORIGIN = ${1:0x20000000}, LENGTH = ${2:20K}',
    detail: 'the part is not known: give its size',
  },
];
