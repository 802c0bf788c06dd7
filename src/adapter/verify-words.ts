// What is said of a comparison between the target and an image.

import { count } from '../base/count';
import { Failure } from '../base/failure';
import { fileNameOf } from '../base/file-name';
import { hex32 } from '../base/hex';
import type { ComparedFile, Difference, SectionVerdict } from './verify';

/** Memory behind FMC, QSPI, OCTOSPI and XSPI. */
function isExternal({ address }: SectionVerdict): boolean {
  return address >= 0x60000000 && address < 0xa0000000;
}

/**
 * @param difference in the first section that differs; undefined where its bytes could not be had
 * @param files how many the launch programs
 */
export function verifyFailed(
  compared: ComparedFile,
  difference: Difference | undefined,
  files: number,
): Failure {
  const file = fileNameOf(compared.path);
  const bad = compared.verdicts.filter(({ outcome }) => outcome === 'different');
  const [first] = bad;
  const where = difference === undefined ? '' : ` at ${hex32(difference.address)}`;
  return new Failure(
    'verify-failed',
    'environment',
    `The target does not hold what was programmed: section ${first?.name} of ${file} differs${where}.`,
    {
      evidence: [
        ...(difference === undefined ? [] : bytesOf(difference)),
        ...bad.map((one) => `${rangeOf(one)}: differs from ${file}`),
      ],
      fix: remedy(first, difference, files),
    },
  );
}

/** `warning: …` for sections that nothing can be said of; undefined where there are none. */
export function unreadableText({ path, verdicts, trouble }: ComparedFile): string | undefined {
  const names = verdicts.filter(({ outcome }) => outcome === 'unreadable').map(({ name }) => name);
  if (names.length === 0) return undefined;
  return `warning: ${names.join(', ')} of ${fileNameOf(path)} could not be verified: ${trouble}\n`;
}

export interface Programmed {
  readonly bytes: number;
  readonly sections: number;
  /** Nothing was written, since everything was there already. */
  readonly isSkipped: boolean;
  readonly isVerified: boolean;
}

/** `Programmed and verified 3,344 bytes in 5 sections, 1.2 s; the target runs.` */
export function programmedText(
  { bytes, sections, isSkipped, isVerified }: Programmed,
  tookMs: number,
  isRunning: boolean,
): string {
  const what = `${bytes.toLocaleString('en')} bytes in ${count(sections, 'section')}`;
  const took = `${(tookMs / 1000).toFixed(1)} s`;
  const end = isRunning ? '; the target runs' : '';
  if (isSkipped) {
    return `Not programmed: the target holds this image already (${what} compared), ${took}${end}.`;
  }
  return `${isVerified ? 'Programmed and verified' : 'Programmed'} ${what}, ${took}${end}.`;
}

function bytesOf({ address, expected, found }: Difference): readonly string[] {
  return [`image at ${hex32(address)}: ${hexOf(expected)}`, `target there: ${hexOf(found)}`];
}

function rangeOf({ name, address, sizeBytes }: SectionVerdict): string {
  return `${name}, ${hex32(address)} to ${hex32(address + Math.max(sizeBytes, 1) - 1)}`;
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function remedy(
  section: SectionVerdict | undefined,
  difference: Difference | undefined,
  files: number,
): string {
  if (section !== undefined && isExternal(section)) {
    return 'This memory is outside the chip: it can be read only once its interface is set up and memory mapped. Check the external loader, or set "verify": false.';
  }
  if (difference?.found.every((byte) => byte === 0xff) === true) {
    if (files > 1) {
      return 'The bytes read as erased: a later file of loadFiles erases the flash sectors that it shares with an earlier one. Give each file sectors of its own, or merge the files.';
    }
    return 'The bytes read as erased: check the write protection of these sectors (option bytes), and that the server knows this part.';
  }
  return 'Program again; where it stays so, erase the whole chip first, use a slower clock ("speed": 480), and check the supply and the wires of the probe. Do not run this firmware: it is not the one you built.';
}
