import assert from 'node:assert/strict';
import { identifyContent } from '../../../src/elf/identify';

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}

const rawBinary = 'a raw binary that begins with an STM32 vector table';
const unknown = 'a file of unknown kind, perhaps a raw binary';

const cases: readonly (readonly [string, Uint8Array, string])[] = [
  ['nothing', new Uint8Array(0), 'an empty file'],
  ['an Intel HEX record', Buffer.from(':020000040800F2\r\n'), 'an Intel HEX file'],
  ['an S-record', Buffer.from('S315080000000000'), 'a Motorola S-record file'],
  ['an archive', Buffer.from('!<arch>\nmain.o/'), 'a static library (.a)'],
  ['a UF2 block', Buffer.from('UF2\nWQ]\x9e', 'latin1'), 'a UF2 file'],
  ['a Windows program', Buffer.from('MZ\x90\0', 'latin1'), 'a Windows program (PE)'],
  ['a Mach-O header', Buffer.from([0xcf, 0xfa, 0xed, 0xfe]), 'a macOS program (Mach-O)'],
  ['stack in SRAM, reset in flash', words(0x20020000, 0x08000b71), rawBinary],
  ['stack in CCM, reset in flash', words(0x10010000, 0x08000b71), rawBinary],
  ['a reset vector without the Thumb bit', words(0x20020000, 0x08000b70), unknown],
  ['text', Buffer.from('hello, world\n'), 'a text file'],
  ['noise', Buffer.from([0, 1, 2, 3]), unknown],
];

describe('identifyContent', () => {
  for (const [title, bytes, expected] of cases) {
    it(`calls ${title} ${expected}`, () => assert.equal(identifyContent(bytes), expected));
  }
});
