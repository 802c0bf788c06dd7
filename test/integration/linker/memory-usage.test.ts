// How full the regions are, out of map files: against what `ld --print-memory-usage` prints for the same link.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { buildSizesOfFile } from '../../../src/analysis/build-sizes';
import { buildSeen } from '../../../src/analysis/build-seen';
import { readElf } from '../../../src/elf/read-elf';
import { createNodeHost } from '../../../src/host/node-host';
import { readMapFile } from '../../../src/linker/map/map-file';
import { useOfRegions } from '../../../src/linker/map/map-usage';
import { readScript } from '../../../src/linker/read-script';
import { regionUsage } from '../../../src/lsp/region-usage';
import { LinkFolder } from './linking';

const source = `.syntax unified
.thumb
.section .isr_vector,"a",%progbits
.word 0x20000000, Reset_Handler
.text
.global Reset_Handler
.thumb_func
Reset_Handler: bx lr
.data
.word 1, 2, 3, 4, 5
.bss
.space 1000
.section .init_array,"aw",%init_array
.word 0
.section .ccmram,"aw",%progbits
.word 7
.section .RamFunc,"ax",%progbits
bx lr
.section .RxDecripSection,"aw",%progbits
.space 96
.section .Rx_PoolSection,"aw",%progbits
.space 1800
.section .noinit,"aw",%nobits
.space 12
.section .tdata,"awT",%progbits
.word 1
.section .tbss,"awT",%nobits
.space 64
.section .ovl0,"aw",%progbits
.word 1, 2
.section .ovl1,"aw",%progbits
.word 3
`;

const memory = `ENTRY(Reset_Handler)
MEMORY { FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 64K RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 20K
  CCM (rw) : ORIGIN = 0x10000000, LENGTH = 16K RAM_D2 (xrw) : ORIGIN = 0x30000000, LENGTH = 288K }
`;
const code = `.isr_vector : { KEEP(*(.isr_vector)) } >FLASH
  .text : { *(.text*) *(.rodata*) . = ALIGN(8); } >FLASH
  .init_array : { KEEP(*(.init_array*)) } >FLASH`;
const data = `.data : { *(.data*) *(.RamFunc) . = ALIGN(8); } >RAM AT> FLASH`;
const others = `/DISCARD/ : { *(.ccmram) *(.noinit) *(.t*) *(.ovl*) *(.Rx*) }`;
const eth = `.eth (NOLOAD) : { . = ALIGN(64); *(.RxDecripSection) . += 0x1000; *(.Rx_PoolSection) } >RAM_D2 AT> FLASH`;

/** What a map alone cannot tell is counted, so only the linked file beside it leads to what ld says. */
interface Case {
  readonly script: string;
  readonly needsLinkedFile?: true;
}

const cases: Readonly<Record<string, Case>> = {
  'as CubeIDE writes it': {
    script: `${code} ${data} .bss : { *(.bss*) *(COMMON) } >RAM
  ._user_heap_stack : { . = ALIGN(8); . += 0x600; . = ALIGN(8); } >RAM ${others}`,
  },
  'with the descriptors of Ethernet last, NOLOAD behind AT> FLASH': {
    script: `${code} ${data} .bss : { *(.bss*) *(COMMON) } >RAM ${eth} ${others}`,
    needsLinkedFile: true,
  },
  'with the descriptors of Ethernet before .bss': {
    script: `${code} ${data} ${eth} .ccmram : { *(.ccmram) } >CCM AT> FLASH .bss : { *(.bss*) } >RAM ${others}`,
  },
  'with a section of its own name that is NOLOAD in the RAM of .data': {
    script: `${code} ${data} .pool (NOLOAD) : { *(.Rx_PoolSection) } >RAM
  .bss : { *(.bss*) } >RAM ._user_heap_stack : { . += 0x600; } >RAM ${others}`,
  },
  'with .noinit behind .bss and data of CCM last': {
    script: `${code} ${data} .bss : { *(.bss*) } >RAM .noinit (NOLOAD) : { *(.noinit*) } >RAM
  .ccmram : { *(.ccmram) } >CCM AT> FLASH ${others}`,
  },
  'with the stack at the end of RAM': {
    script: `${code} ${data} .bss : { *(.bss*) } >RAM
  .heap ALIGN(8) (NOLOAD) : { . += 1K; } >RAM
  .stack ORIGIN(RAM) + LENGTH(RAM) - 2K (NOLOAD) : { . += 2K; } >RAM ${others}`,
  },
  'with a heap of type COPY, which takes no memory': {
    script: `${code} ${data} .bss : { *(.bss*) } >RAM
  .heap (COPY) : { . = ORIGIN(RAM) + LENGTH(RAM) - 1K; } >RAM ${others}`,
    needsLinkedFile: true,
  },
  'with variables of threads': {
    script: `${code} .tdata : { *(.tdata) } >RAM AT> FLASH .tbss : { *(.tbss) } >RAM AT> FLASH
  ${data} .bss : { *(.bss*) } >RAM ${others}`,
  },
  'with overlays behind .data': {
    script: `${code} ${data} .bss : { *(.bss*) } >RAM
  OVERLAY : { .ovl0 { *(.ovl0) } .ovl1 { *(.ovl1) } } >CCM AT> FLASH ${others}`,
  },
  'with everything in RAM': {
    script: `.all : { *(.isr_vector) *(.text*) *(.data*) *(.init_array) *(.RamFunc) } >RAM
  .zero (NOLOAD) : { *(.bss*) } >CCM ${others}`,
  },
  'with an application behind a boot loader': {
    script: `.isr_vector 0x08004000 : { KEEP(*(.isr_vector)) } >FLASH .text : { *(.text*) *(.init_array) } >FLASH
  ${data} .bss : { *(.bss*) } >RAM ${others}`,
  },
};

const units: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

describe('the use of regions', () => {
  const folder = new LinkFolder();
  const map = path.join(folder.path, 'out.map');
  before(() => void folder.assemble('all.o', source));
  after(() => folder.dispose());

  /** What ld says, by region. */
  function link(script: string): ReadonlyMap<string, number> {
    folder.write('script.ld', `${memory}SECTIONS\n{\n  ${script}\n}\n`);
    const files = ['-T', 'script.ld', 'all.o', '-o', 'out.elf', '-Map', map];
    const printed = execFileSync('arm-none-eabi-ld', [...files, '--print-memory-usage'], {
      ...{ cwd: folder.path, encoding: 'utf8' },
    });
    const rows = [...printed.matchAll(/^ *(\w+): +(\d+) (\w+) /gm)];
    return new Map(
      rows.map(([, name = '', used, unit = '']) => [name, Number(used) * (units[unit] ?? NaN)]),
    );
  }

  const told = async (): Promise<ReadonlyMap<string, number>> => {
    const result = await buildSizesOfFile(createNodeHost(), map, readFileSync(map));
    assert.ok(result.ok);
    return new Map(result.sizes.regions.map(({ name, sizeBytes }) => [name, sizeBytes]));
  };

  for (const [title, { script, needsLinkedFile }] of Object.entries(cases)) {
    it(`is what ld prints for a script ${title}`, async () => {
      const printed = link(script);
      assert.equal(printed.size, 4);
      assert.deepEqual(await told(), printed);
      const alone = useOfRegions(readMapFile(readFileSync(map, 'utf8'))).map(
        ({ region, usedBytes }) => [region.name, usedBytes] as const,
      );
      if (needsLinkedFile === true) assert.notDeepEqual(new Map(alone), printed);
      else assert.deepEqual(new Map(alone), printed);
    });
  }

  for (const [title, { script }] of Object.entries(cases)) {
    it(`is what the code lenses show for a script ${title}`, () => {
      const printed = link(script);
      const read = readElf(readFileSync(path.join(folder.path, 'out.elf')));
      assert.ok(read.ok);
      const image = { image: read.image, writtenAtMs: undefined, map: undefined };
      const build = buildSeen({ file: 'out.elf', ...image });
      const text = readFileSync(path.join(folder.path, 'script.ld'), 'utf8');
      const usage = regionUsage(readScript(text, 'script.ld'), build);
      const shown = [...usage].map(([name, { usedBytes }]) => [name, usedBytes] as const);
      assert.deepEqual(new Map(shown), printed);
    });
  }

  it('comes with a note where only the linked file could tell and is not there', async () => {
    link(cases['with the descriptors of Ethernet last, NOLOAD behind AT> FLASH']?.script ?? '');
    const notes = async (): Promise<string> => {
      const result = await buildSizesOfFile(createNodeHost(), map, readFileSync(map));
      return result.ok ? result.sizes.notes.join('\n') : result.why;
    };
    assert.equal(await notes(), '');
    renameSync(path.join(folder.path, 'out.elf'), path.join(folder.path, 'elsewhere'));
    assert.match(await notes(), /^The \d+ bytes of \.eth are counted in FLASH, .*NOLOAD/);
  });

  it('is not taken from the linked file of another link', async () => {
    const { eth: last, other } = {
      eth: cases['with the descriptors of Ethernet last, NOLOAD behind AT> FLASH']?.script ?? '',
      other: cases['with everything in RAM']?.script ?? '',
    };
    link(last);
    const mapOfEth = readFileSync(map);
    link(other);
    const result = await buildSizesOfFile(createNodeHost(), map, mapOfEth);
    assert.equal(result.ok && result.sizes.notes.length, 1);
  });

  it('is of a whole map with every option that writes something behind the sections', () => {
    for (const more of [[], ['--cref'], ['--gc-sections', '--cref'], ['-r']]) {
      link(cases['as CubeIDE writes it']?.script ?? '');
      const files = ['-T', 'script.ld', 'all.o', '-o', 'out.elf', '-Map', map];
      execFileSync('arm-none-eabi-ld', [...files, ...more], { cwd: folder.path });
      assert.equal(readMapFile(readFileSync(map, 'utf8')).linkedFile, 'out.elf', more.join(' '));
    }
  });
});
