// Scripts in the shape that vendors' tools write them, linked by the real arm-none-eabi-ld: no problem is told, and
// regions, sections and symbols are the ones that it computed.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readScript } from '../../../src/linker/read-script';
import { sameRegions, samePlacement, sameSymbols } from './agreement';
import { LinkFolder } from './linking';

const folderPath = path.join(import.meta.dirname, '../../fixtures/linker');

/** A little of everything that a C++ firmware brings. */
const source = `.syntax unified
.thumb
.global Reset_Handler
.section .isr_vector,"a",%progbits
.word 0x20000000, Reset_Handler
.text
.thumb_func
Reset_Handler: bx lr
${['.rodata', '.ARM.extab', '.preinit_array', '.init_array', '.fini_array']
  .map((name) => `.section ${name},"a"\n.word 1, 2\n`)
  .join('')}
${['.data', '.ccmram', '.ccmsram', '.itcm', '.gnu.sgstubs']
  .map((name) => `.section ${name},"aw"\n.word 1, 2, 3\n`)
  .join('')}
.section .tdata,"awT",%progbits
.word 1
.section .tbss,"awT",%nobits
.space 4
${['.bss', '.dma_buffers', '.shared'].map((name) => `.section ${name},"aw",%nobits\n.space 20\n`).join('')}
`;

describe('linker scripts of the kinds that projects use', () => {
  const folder = new LinkFolder();
  let object = '';
  before(() => {
    object = folder.assemble('start.o', source);
  });
  after(() => {
    folder.dispose();
  });

  for (const name of readdirSync(folderPath)) {
    it(`are read as the real linker reads ${name}`, () => {
      const text = readFileSync(path.join(folderPath, name), 'utf8');
      const linked = folder.link(text, [object]);
      assert.equal(linked.isRefused, false, linked.output);
      const model = readScript(text, name);
      assert.deepEqual(model.problems, []);
      sameRegions(model, linked);
      samePlacement(model, linked);
      sameSymbols(model, linked, 3);
    });
  }
});
