// The project facts on real temporary projects: which linker script, .ioc, map file and sources are taken, and why.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { gatherDevices } from '../../../../src/analysis/facts/devices';
import { gatherImage } from '../../../../src/analysis/facts/image';
import { gatherProject } from '../../../../src/analysis/facts/project';
import type { ProjectView } from '../../../../src/analysis/facts/project';
import { createNodeHost } from '../../../../src/host/node-host';
import { resolveArgs } from '../../../../src/launch/resolve-args';
import { buildElf } from '../../../support/elf-builder';
import type { ElfSpec } from '../../../support/elf-builder';

const flash = 0x08000000;
const ram = 0x20000000;

function ld(flashSize: string, ramSize: string, code = 'FLASH'): string {
  return `_estack = ORIGIN(RAM) + LENGTH(RAM);
MEMORY
{
  RAM (xrw) : ORIGIN = 0x20000000, LENGTH = ${ramSize}
  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = ${flashSize}
}
SECTIONS
{
  .text : { *(.text*) } >${code}
  .bss : { *(.bss*) } >RAM
}
`;
}

function ioc(name: string, extra = ''): string {
  return `Mcu.UserName=STM32F405RGTx\nProjectManager.ProjectName=${name}\n${extra}`;
}

const sections = [
  { name: '.text', flags: 6, addr: flash, size: 64 },
  { name: '.bss', type: 8, flags: 3, addr: ram, size: 4096 },
];

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string | { readonly elf: ElfSpec }>>;
  readonly launch?: Readonly<Record<string, unknown>>;
  /** Below the tree; the tree itself by default. */
  readonly cwd?: string;
  /** The file, or the reason for none. */
  readonly script?: string | RegExp;
  readonly because?: string;
  readonly ioc?: string | RegExp;
  readonly map?: string | RegExp;
  readonly sources?: readonly string[] | RegExp;
  readonly device?: string | RegExp;
}

const cases: readonly Case[] = [
  {
    title: 'takes the script that the configuration names',
    launch: { linkerScript: 'ld/b.ld' },
    files: { 'a.ld': ld('1M', '128K'), 'ld/b.ld': ld('1M', '128K') },
    script: 'ld/b.ld',
    because: 'linkerScript names it',
  },
  {
    title: 'does not guess where the configured script is missing',
    launch: { linkerScript: 'gone.ld' },
    files: { 'a.ld': ld('1M', '128K') },
    script: /gone\.ld, which cannot be read \(there is no such file\)$/,
  },
  {
    title: 'takes the script that the Makefile names among several',
    files: {
      Makefile: 'LDSCRIPT = b.ld\nLDFLAGS = -T$(LDSCRIPT)\nC_DEFS = -DSTM32F405xx\n',
      'a.ld': ld('1M', '128K'),
      'b.ld': ld('1M', '128K'),
    },
    script: 'b.ld',
    because: 'Makefile:1 names it',
    device: 'STM32F405',
  },
  {
    title: "takes the script of the image's own link from build.ninja, absolute on another machine",
    files: {
      'build/build.ninja':
        'build other.elf: LINK a.o\n  LINK_FLAGS = -T "/ci/p/a.ld"\nbuild firmware.elf: LINK b.o\n  LINK_FLAGS = -T "/ci/p/b.ld" -Wl,-Map=out.map\n',
      'build/out.map': '',
      'CMakeLists.txt': 'target_link_options(x PRIVATE -T ${CMAKE_SOURCE_DIR}/a.ld)\n',
      'a.ld': ld('1M', '128K'),
      'b.ld': ld('512K', '64K'),
    },
    script: 'b.ld',
    because: 'build/build.ninja:4 names it',
    map: 'build/out.map',
  },
  {
    title: "finds CubeMX's toolchain file below cmake",
    files: {
      'CMakeLists.txt': 'project(demo)\n',
      'cmake/gcc-arm-none-eabi.cmake':
        'set(CMAKE_C_LINK_FLAGS "${CMAKE_C_LINK_FLAGS} -T \\"${CMAKE_SOURCE_DIR}/b.ld\\"")\n',
      'cmake/stm32cubemx/CMakeLists.txt': 'set(MX_Defines_Syms USE_HAL_DRIVER STM32F407xx)\n',
      'a.ld': ld('1M', '128K'),
      'b.ld': ld('1M', '128K'),
    },
    script: 'b.ld',
    because: 'cmake/gcc-arm-none-eabi.cmake:1 names it',
    device: 'STM32F407',
  },
  {
    title: "takes CubeIDE's script of the configuration that the image is of",
    launch: { executable: 'Release/firmware.elf' },
    files: {
      '.cproject': ['Debug', 'Release']
        .map(
          (name) =>
            `<configuration name="${name}"><option superClass="x.tool.c.linker.option.script" value="\${workspace_loc:/\${ProjName}/${name}.ld}"/></configuration>\n`,
        )
        .join(''),
      'Debug.ld': ld('1M', '128K'),
      'Release.ld': ld('1M', '128K'),
      'Release/firmware.elf': { elf: { sections } },
    },
    script: 'Release.ld',
    because: '.cproject:2 names it',
  },
  {
    title: 'takes the only script, one folder down',
    files: { 'linker/only.ld': ld('1M', '128K') },
    script: 'linker/only.ld',
    because: 'it is the only linker script of the project',
  },
  {
    title: 'takes the script for flash, not the one for RAM, for an image in flash',
    files: { 'x_FLASH.ld': ld('1M', '128K'), 'x_RAM.ld': ld('1M', '128K', 'RAM') },
    script: 'x_FLASH.ld',
    because: 'it fits the image best among 2 linker scripts',
  },
  {
    title: 'tells two scripts that fit alike by the part in their names',
    launch: { device: 'STM32F405RG' },
    files: {
      'STM32F405RGTX_FLASH.ld': ld('1M', '128K'),
      'STM32F407VGTX_FLASH.ld': ld('1M', '120K'),
    },
    script: 'STM32F405RGTX_FLASH.ld',
    device: 'STM32F405RG',
  },
  {
    title: 'says which scripts it could not choose between',
    files: { 'a.ld': ld('1M', '128K'), 'b.ld': ld('1M', '120K') },
    script: /^several linker scripts may have made the image \(a\.ld, b\.ld\)/,
  },
  {
    title: 'does not take a script that has nothing to do with the image',
    files: {
      'boot.ld':
        'MEMORY { BOOT (rx) : ORIGIN = 0x1000, LENGTH = 4K }\nSECTIONS { .boot : { *(.boot) } >BOOT }\n',
    },
    script: /^boot\.ld does not fit the image/,
  },
  {
    title: 'believes no build file where each names another line',
    files: { 'a.mk': 'C_DEFS = -DSTM32F405xx\n', 'b.mk': 'C_DEFS = -DSTM32F407xx\n' },
    device: /^no part is named/,
  },
  {
    title: 'reads what a script includes, and does not take the included file for another script',
    files: {
      'main.ld': 'INCLUDE memory.ld\nSECTIONS { .text : { *(.text*) } >FLASH }\n',
      'memory.ld': 'MEMORY { FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1M }\n',
    },
    script: 'main.ld',
    because: 'it is the only linker script of the project',
  },
  {
    title: 'takes the .ioc nearest above the image',
    launch: { executable: 'apps/a/build/firmware.elf' },
    files: {
      'top.ioc': ioc('top'),
      'apps/a/a.ioc': ioc('a'),
      'apps/a/build/firmware.elf': { elf: { sections } },
    },
    ioc: 'apps/a/a.ioc',
    device: 'STM32F405RG',
  },
  {
    title: 'takes the .ioc whose project has the name of the image',
    files: { 'a.ioc': ioc('other'), 'b.ioc': ioc('firmware') },
    ioc: 'b.ioc',
  },
  {
    title: 'names the .ioc files that it could not choose between',
    files: { 'a.ioc': ioc('x'), 'b.ioc': ioc('y') },
    ioc: /^there are several \.ioc files \(a\.ioc, b\.ioc\)/,
  },
  {
    title: 'takes the .ioc above the folder of an IDE, and the sources beside it',
    cwd: 'STM32CubeIDE',
    launch: { executable: 'Debug/firmware.elf' },
    files: {
      'demo.ioc': ioc('demo', 'ProjectManager.MainLocation=Core/Src\n'),
      'Core/Src/main.c': '',
      'STM32CubeIDE/.cproject': '',
      'STM32CubeIDE/Debug/firmware.elf': { elf: { sections } },
    },
    ioc: 'demo.ioc',
    sources: ['Core/Src/main.c'],
  },
  {
    title: 'takes the map file beside the image',
    files: { 'build/firmware.map': 'Memory Configuration\n' },
    map: 'build/firmware.map',
  },
  {
    title: 'takes the sources that the debug information names, without drivers and HAL',
    files: {
      'build/firmware.elf': {
        elf: {
          sections,
          units: [
            { name: 'Core/Src/main.c', folder: '.' },
            { name: '../Core/Src/gpio.c', folder: './build' },
            { name: '/ci/demo/Core/Src/tim.c', folder: '/ci/demo' },
            { name: 'Drivers/STM32F4xx_HAL_Driver/Src/stm32f4xx_hal.c', folder: '.' },
            { name: 'Core/Src/stm32f4xx_hal_msp.c', folder: '.' },
            { name: 'Core/Src/stm32f4xx_hal_gpio.c', folder: '.' },
            { name: '/usr/src/newlib/memcpy.c', folder: '/usr/src' },
          ],
        },
      },
      'Core/Src/main.c': '',
      'Core/Src/gpio.c': '',
      'Core/Src/tim.c': '',
      'Core/Src/unused.c': '',
      'Core/Src/stm32f4xx_hal_msp.c': '',
      'Core/Src/stm32f4xx_hal_gpio.c': '',
      'Drivers/STM32F4xx_HAL_Driver/Src/stm32f4xx_hal.c': '',
    },
    sources: [
      'Core/Src/gpio.c',
      'Core/Src/main.c',
      'Core/Src/stm32f4xx_hal_msp.c',
      'Core/Src/tim.c',
    ],
  },
  {
    title: 'takes the source folder where there is no debug information',
    files: { 'src/a.cpp': '', 'src/deep/b.c': '', 'src/Drivers/c.c': '', 'src/notes.txt': '' },
    sources: ['src/a.cpp', 'src/deep/b.c'],
  },
  {
    title: 'says so where there is nothing but the image',
    files: {},
    script: /^no build file names a linker script/,
    ioc: /^there is no \.ioc file/,
    map: /^there is no map file beside firmware\.elf/,
    sources: /^no source file of the project was found/,
    device: /^no part is named/,
  },
  {
    title: 'finds the part in the head of a script that is called after nothing',
    files: {
      'link.ld': `/*\n** Abstract : Linker script for STM32F407VGTx Device with\n*/\n${ld('1M', '128K')}`,
    },
    device: 'STM32F407VG',
  },
  {
    title: 'lets the configuration decide, however the others call the part',
    launch: { device: 'STM32F405' },
    files: { 'demo.ioc': ioc('demo') },
    device: 'STM32F405RG',
  },
  {
    title: 'names what is no part',
    launch: { device: 'STM32X999' },
    files: {},
    device: /^the part is not known: "STM32X999" \(launch configuration\)$/,
  },
];

describe('the project facts', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stm32-project-'));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  function write(files: Case['files']): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(
        join(root, path),
        typeof content === 'string' ? content : buildElf(content.elf),
      );
    }
  }

  async function gather(spec: Case): Promise<{ view: ProjectView; device: unknown }> {
    write({ 'build/firmware.elf': { elf: { sections } }, ...spec.files });
    const launch = { executable: 'build/firmware.elf', ...spec.launch };
    const { args } = resolveArgs(launch, join(root, spec.cwd ?? ''));
    const host = createNodeHost();
    const elf = gatherImage(host, args).then((image) => image.elf);
    const view = await gatherProject(host, args, elf);
    const { device } = gatherDevices(args, view);
    return { view, device: device.ok ? device.value.name : device.why };
  }

  const short = (path: string): string => relative(root, path).replaceAll('\\', '/');

  function expectValue(actual: unknown, wanted: string | RegExp | undefined): void {
    if (wanted instanceof RegExp) assert.match(String(actual), wanted);
    else if (wanted !== undefined) assert.equal(actual, wanted);
  }

  for (const spec of cases) {
    it(spec.title, async () => {
      const { view, device } = await gather(spec);
      const { linkerScript, ioc: iocFact, mapFile, sources } = view.facts;
      expectValue(linkerScript.ok ? short(linkerScript.value.file) : linkerScript.why, spec.script);
      if (spec.because !== undefined) {
        assert.equal(linkerScript.ok && linkerScript.value.because, spec.because);
      }
      expectValue(iocFact.ok ? short(iocFact.value.file) : iocFact.why, spec.ioc);
      expectValue(mapFile.ok ? short(mapFile.value.file) : mapFile.why, spec.map);
      expectValue(device, spec.device);
      if (spec.sources instanceof RegExp) {
        assert.match(sources.ok ? 'known' : sources.why, spec.sources);
      } else if (spec.sources !== undefined) {
        assert.equal(sources.ok && sources.value.fileCount, spec.sources.length);
        assert.deepEqual([...view.sourceFiles].map(short).sort(), [...spec.sources].sort());
      }
    });
  }

  it('reads regions through two levels of INCLUDE', async () => {
    const { view } = await gather({
      title: '',
      files: {
        'main.ld': 'INCLUDE a.inc\nSECTIONS { .text : { *(.text*) } >FLASH }\n',
        'a.inc': 'INCLUDE b.inc\n',
        'b.inc': 'MEMORY { FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1M }\n',
      },
    });
    const { linkerScript } = view.facts;
    assert.ok(linkerScript.ok);
    assert.deepEqual(
      linkerScript.value.script.regions.map(({ name }) => name),
      ['FLASH'],
    );
    assert.deepEqual(linkerScript.value.script.files.map(short), ['main.ld', 'a.inc', 'b.inc']);
  });

  it('looks for what a script includes where ld is started, then in each folder of -L', async () => {
    const region = (name: string): string =>
      `MEMORY { ${name} (rx) : ORIGIN = 0x08000000, LENGTH = 1M }\n`;
    const { view } = await gather({
      title: '',
      launch: { executable: 'build/firmware.elf' },
      files: {
        'build/firmware.elf': { elf: { sections } },
        Makefile: 'LDFLAGS = -T ld/main.ld -L gone -L common/first -L../outside -Lcommon/second\n',
        'ld/main.ld': 'INCLUDE a.inc\nINCLUDE b.inc\nINCLUDE c.inc\nINCLUDE d.inc\n',
        'a.inc': region('A'),
        'b.inc': region('B'),
        'common/first/b.inc': region('LATER'),
        'common/first/c.inc': region('C'),
        'common/second/c.inc': region('LATER'),
        'common/second/d.inc': region('D'),
        'ld/d.inc': region('LATER'),
      },
    });
    const { linkerScript } = view.facts;
    assert.ok(linkerScript.ok);
    assert.deepEqual(linkerScript.value.script.files.map(short), [
      'ld/main.ld',
      'a.inc',
      'b.inc',
      'common/first/c.inc',
      'common/second/d.inc',
    ]);
  });

  it('ends with files that include each other', async () => {
    const { view } = await gather({
      title: '',
      launch: { linkerScript: 'a.ld' },
      files: {
        'a.ld': 'INCLUDE b.inc\n',
        'b.inc': 'INCLUDE a.ld\nINCLUDE b.inc\nINCLUDE gone.inc\n',
      },
    });
    assert.ok(view.facts.linkerScript.ok);
  });

  it('stops at 200 sources and says that it is not complete', async () => {
    const names = Array.from({ length: 230 }, (_, index) => [`Core/Src/f${index}.c`, ''] as const);
    const { view } = await gather({ title: '', files: Object.fromEntries(names) });
    const { sources } = view.facts;
    assert.deepEqual(sources.ok && [sources.value.fileCount, sources.value.isComplete], [
      200,
      false,
    ]);
  });

  it('tells what changed after the build, newest first, but not for a fresh checkout', async () => {
    const files = {
      'Core/Src/a.c': '',
      'Core/Src/b.c': '',
      'Core/Src/c.c': '',
      'x.ld': ld('1M', '8K'),
    };
    const age = async (times: readonly number[]): Promise<readonly string[]> => {
      write({ 'build/firmware.elf': { elf: { sections } }, ...files });
      for (const [index, path] of ['build/firmware.elf', ...Object.keys(files)].entries()) {
        utimesSync(join(root, path), 1e9 + (times[index] ?? 0), 1e9 + (times[index] ?? 0));
      }
      const { args } = resolveArgs({ executable: 'build/firmware.elf' }, root);
      const host = createNodeHost();
      const image = gatherImage(host, args).then(({ elf }) => elf);
      const { facts } = await gatherProject(host, args, image);
      assert.ok(facts.imageAge.ok);
      return facts.imageAge.value.newer.map(({ file }) => short(file));
    };
    assert.deepEqual(await age([0, 50, -900, 100, 1]), ['Core/Src/c.c', 'Core/Src/a.c']);
    assert.deepEqual(await age([0, 20, 40, 59, 30]), []);
    assert.deepEqual(await age([100, 20, 40, 59, 30]), []);
  });

  it('gives reasons for a project folder that is not there', async () => {
    const { args } = resolveArgs({ executable: 'x.elf' }, join(root, 'gone'));
    const host = createNodeHost();
    const elf = gatherImage(host, args).then((image) => image.elf);
    const { facts } = await gatherProject(host, args, elf);
    for (const fact of Object.values(facts)) assert.equal(fact.ok, false);
  });
});
