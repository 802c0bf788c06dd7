// The whole analyzer on damaged projects: every file of a fixture spoiled, its launch configuration too. Whatever it
// finds is complete, points into the files and can be told in every form. FUZZ_SEED repeats a failure, FUZZ_ROUNDS
// makes more of them.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks } from '../../../src/analysis/checks/index';
import { preflight } from '../../../src/analysis/preflight';
import type { Preflight } from '../../../src/analysis/preflight';
import { toMemoryMap } from '../../../src/analysis/memory-map';
import type { RenderContext } from '../../../src/cli/render/index';
import { renderJson } from '../../../src/cli/render/json';
import { renderSarif } from '../../../src/cli/render/sarif';
import { renderText } from '../../../src/cli/render/text';
import type { Report } from '../../../src/cli/report';
import type { Finding } from '../../../src/findings/finding';
import { createNodeHost } from '../../../src/host/node-host';
import { rememberingHost } from '../../../src/cli/remembering-host';
import { drivers } from '../../../src/servers/index';
import { defaultLaunch, readCase } from '../../support/check-case';
import type { CheckCase } from '../../support/check-case';
import { mutate, mutateText, random } from '../../support/fuzz';
import type { Random } from '../../support/fuzz';
import { memoryHost, memoryProject } from '../../support/memory-project';
import { root } from '../../support/project';

const seed = Number(process.env['FUZZ_SEED'] ?? 20261122);
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 6);

const fixtures = join(root, 'test/fixtures/checks');

/** Build files and a map, for the fixtures that have none. */
const companions: Readonly<Record<string, string>> = {
  Makefile: `TARGET = firmware
LDSCRIPT = board.ld
C_DEFS = -DUSE_HAL_DRIVER -DSTM32F405xx
LDFLAGS = -T$(LDSCRIPT) -Wl,-Map=build/$(TARGET).map,--cref
build/$(TARGET).elf: $(OBJECTS)
\t$(CC) $(OBJECTS) $(LDFLAGS) -o $@
`,
  'CMakeLists.txt': `project(firmware C ASM)
add_executable(firmware Core/Src/main.c)
target_compile_definitions(firmware PRIVATE STM32F405xx)
target_link_options(firmware PRIVATE -T \${CMAKE_SOURCE_DIR}/board.ld -Wl,-Map=firmware.map)
`,
  '.cproject': `<cproject><configuration name="Debug" artifactName="firmware">
<option superClass="com.st.stm32cube.ide.mcu.gnu.managedbuild.option.target_mcu" value="STM32F405RGTx"/>
<option superClass="com.st.stm32cube.ide.mcu.gnu.managedbuild.tool.c.linker.option.script" value="\${workspace_loc:/\${ProjName}/board.ld}"/>
</configuration></cproject>`,
  'firmware.launch': `<launchConfiguration type="com.st.stm32cube.ide.mcu.debug.launch.launchConfigurationType">
<stringAttribute key="org.eclipse.cdt.launch.PROGRAM_NAME" value="build/firmware.elf"/></launchConfiguration>`,
  'build/firmware.map': `Memory Configuration

Name             Origin             Length             Attributes
FLASH            0x08000000         0x00100000         xr
*default*        0x00000000         0xffffffff

Linker script and memory map

.text           0x08000000       0x40
 .text          0x08000000       0x40 build/main.o
.bss            0x20000000     0x1000
 .bss           0x20000000     0x1000 build/main.o
`,
  'board.ld': `MEMORY
{
  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1024K
  RAM (rwx) : ORIGIN = 0x20000000, LENGTH = 128K
}
_estack = ORIGIN(RAM) + LENGTH(RAM);
SECTIONS
{
  .text : { KEEP(*(.isr_vector)) *(.text*) } > FLASH
  .data : { *(.data*) } > RAM AT> FLASH
  .psram : { *(.psram*) } > RAM
  .bss (NOLOAD) : { *(.bss*) } > RAM
}
`,
  'firmware.ioc': `#MicroXplorer Configuration settings - do not modify
File.Version=6
Mcu.CPN=STM32F405RGT6
Mcu.Family=STM32F4
Mcu.Name=STM32F405RGTx
Mcu.Pin0=PA13
Mcu.PinsNb=1
Mcu.UserName=STM32F405RGTx
PA13.Mode=Serial_Wire
PA13.Signal=SYS_JTMS-SWDIO
ProjectManager.DeviceId=STM32F405RGTx
ProjectManager.ProjectName=firmware
`,
  'Core/Src/main.c': `int main(void) { GPIO_InitTypeDef init = {0}; init.Pin = GPIO_PIN_13 | GPIO_PIN_14;
  init.Mode = GPIO_MODE_OUTPUT_PP; HAL_GPIO_Init(GPIOA, &init); __HAL_AFIO_REMAP_SWJ_DISABLE(); }
`,
};

/** Values that no attribute has. */
const oddValues = [
  ...['', ' ', '.', '/', '..', '\0', '\ud800', '\u202e', '${x}', '%41#?', 'build', 'a\nb'],
  ...[0, -1, 1e99, 0.5, true, false, null, [], {}, [[]], [null], { a: [] }],
] as const;

function damagedLaunch(spec: CheckCase, rng: Random): Record<string, unknown> {
  const launch: Record<string, unknown> = { ...defaultLaunch, ...spec.launch };
  const names = [
    ...Object.keys(launch),
    ...['executable', 'device', 'linkerScript', 'ioc', 'cwd', 'servertype', 'preflight', 'core'],
    ...['loadFiles', 'symbolFiles', 'gdbPath', 'runToEntryPoint', 'gdbTarget', 'request', 'rtos'],
  ];
  for (let count = rng.below(4); count > 0; count--) {
    const name = names[rng.below(names.length)] ?? '';
    const before = launch[name];
    const isText = typeof before === 'string' && rng.below(2) === 0;
    launch[name] = isText ? mutateText(before, rng) : oddValues[rng.below(oddValues.length)];
  }
  return launch;
}

function damaged(
  spec: CheckCase,
  rng: Random,
): CheckCase & { readonly launch: Readonly<Record<string, unknown>> } {
  const missing = Object.entries(companions).filter(
    ([path]) => spec.files?.[path] === undefined && rng.below(4) === 0,
  );
  const files = Object.fromEntries(missing.map(([path, text]) => [path, { text }]));
  return { ...spec, launch: damagedLaunch(spec, rng), files: { ...files, ...spec.files } };
}

/** Texts of the project as the readers decode them, by their path in it. */
type Texts = Map<string, string>;

function damager(rng: Random, texts: Texts): (path: string, bytes: Buffer) => Uint8Array {
  return (path, bytes) => {
    const isOwn = !/^(?:root|bin|share)\//.test(path) && rng.below(2) === 0;
    const isElf = /\.(?:elf|axf)$/.test(path);
    const out = !isOwn
      ? bytes
      : isElf || rng.below(8) === 0
        ? mutate(bytes, rng)
        : Buffer.from(mutateText(bytes.toString(), rng));
    texts.set(path, Buffer.from(out).toString());
    return out;
  };
}

function checkResult({ findings, skipped, made, facts }: Preflight, texts: Texts): void {
  for (const finding of findings) checkFinding(finding, texts);
  for (const { why } of skipped) checkWords(why);
  const ids = new Set([...made, ...skipped.map(({ id }) => id)]);
  for (const { id, needs } of checks) {
    const applies = !needs.some((name) => !facts[name].ok && facts[name].isNotNeeded === true);
    assert.ok(ids.has(id) || !applies, `${id} is neither made nor skipped`);
  }
  const all = [...made, ...skipped.map(({ id }) => id)];
  assert.deepEqual(
    all.filter((id, index) => all.indexOf(id) !== index),
    [],
    'no check is both',
  );
  for (const fact of Object.values(facts)) if (!fact.ok) checkWords(fact.why);
  const map = toMemoryMap(facts, findings);
  assert.deepEqual(JSON.parse(JSON.stringify(map)), withoutUndefined(map));
}

function checkFinding(finding: Finding, texts: Texts): void {
  const { message, evidence, fixes, location } = finding;
  assert.ok(evidence.length > 0, 'evidence');
  assert.match(message, /[.!]$/, 'a sentence');
  checkWords(message);
  for (const { what, where, location: at } of evidence) {
    checkWords(what);
    checkWords(where);
    if (at !== undefined) checkPlace(at, texts);
  }
  if (location !== undefined) checkPlace(location, texts);
  for (const { title, edits = [] } of fixes) {
    checkWords(title);
    for (const { file, start, end } of edits) {
      const range = { endLine: end.line, endColumn: end.column };
      checkPlace({ file, ...start, ...range }, texts);
    }
  }
  assert.deepEqual(JSON.parse(JSON.stringify(finding)), withoutUndefined(finding));
}

/** What a text says when a program forgot to look: no input of the seeds has these words. */
function checkWords(text: string): void {
  assert.ok(text.length > 0, 'no empty text');
  assert.doesNotMatch(text, /\bNaN\b|\bundefined\b|\[object|\bInfinity\b|-\d+ bytes?\b/);
}

function checkPlace(
  { file, line, column, endLine, endColumn }: NonNullable<Finding['location']>,
  texts: Texts,
): void {
  if (line === undefined) return;
  const text = texts.get(file.slice(memoryProject.length + 1));
  assert.ok(text !== undefined, `${file} is a file of the project`);
  const lines = text.split(/\r\n|\r|\n/);
  const lengthOf = (at: number): number => lines[at - 1]?.length ?? -1;
  const says = JSON.stringify({ file, line, column, endLine, endColumn });
  assert.ok(lengthOf(line) >= 0, `the line exists: ${says}`);
  assert.ok((column ?? 1) >= 1 && (column ?? 1) <= lengthOf(line) + 1, `column: ${says}`);
  const last = endLine ?? line;
  assert.ok(last >= line && lengthOf(last) >= 0, `the last line exists: ${says}`);
  if (endColumn === undefined) return;
  assert.ok(endColumn >= 1 && endColumn <= lengthOf(last) + 1, `end column: ${says}`);
  assert.ok(last > line || endColumn >= (column ?? 1), `ends behind its start: ${says}`);
}

async function checkRendered(
  { findings, skipped }: Preflight,
  context: RenderContext,
): Promise<void> {
  const folder = memoryProject;
  const home = { file: `${folder}/.vscode/launch.json` };
  const report: Report = {
    cwd: folder,
    projects: [{ folder, name: '.', findings, skipped, home }],
    failures: [],
  };
  assert.doesNotMatch(renderText(report, context), /[^\n\P{Cc}]|[\p{Cs}\u202a-\u202e]/u);
  JSON.parse(renderJson(report));
  JSON.parse(await renderSarif(report, context));
}

/** As JSON keeps it; NaN and functions do not survive the comparison. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutUndefined(each)]));
}

describe('the whole analyzer on damaged projects', () => {
  const specs = readdirSync(fixtures).flatMap((id) =>
    readdirSync(join(fixtures, id)).map((name) => readCase(join(fixtures, id, name))),
  );
  const host = rememberingHost(createNodeHost());
  const context = { host, version: '1.0.0', packageFolder: root, isColoured: false };

  for (let round = 0; round < rounds; round++) {
    it(`tells of ${specs.length} projects what can be told, round ${round + 1}`, async () => {
      for (const [index, spec] of specs.entries()) {
        const rng = random(seed + round * 1000 + index);
        const texts: Texts = new Map();
        try {
          const { launch, ...rest } = damaged(spec, rng);
          const own = memoryHost({ ...rest, launch }, damager(rng, texts));
          const result = await preflight(own, launch, drivers, { baseDir: memoryProject });
          checkResult(result, texts);
          await checkRendered(result, context);
        } catch (thrown) {
          const reason = thrown instanceof Error ? thrown.stack : String(thrown);
          assert.fail(`seed ${seed}, round ${round}, case ${index} (${spec.about}): ${reason}`);
        }
      }
    });
  }
});

describe('an ELF file of 3 GB', () => {
  // On Linux and macOS a file of zeros takes no room.
  if (process.platform === 'win32') return;
  it('is not read: a warning says so, and the checks of its content are skipped with that reason', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stm32-large-'));
    try {
      const executable = join(folder, 'firmware.elf');
      writeFileSync(executable, '\x7fELF');
      truncateSync(executable, 3 * 1024 ** 3);
      const launch = { ...defaultLaunch, executable };
      const { findings, skipped } = await preflight(createNodeHost(), launch, drivers, {
        baseDir: folder,
        scope: 'files',
      });
      const told = findings.map(({ severity, message }) => `${severity}: ${message}`);
      assert.deepEqual(told, ['warning: firmware.elf is too large to be checked.']);
      const reason = skipped.find(({ id }) => id === 'elf-truncated')?.why;
      assert.equal(reason, 'firmware.elf cannot be read (EFBIG)');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('an .ioc of 5 MB', () => {
  it('is not read: the configured one gives a warning that says so', async () => {
    const spec = { about: '', files: { 'firmware.ioc': { text: 'a=b\n'.repeat(1_300_000) } } };
    const own = memoryHost(spec, (_, bytes) => bytes);
    const launch = { ...defaultLaunch, ioc: 'firmware.ioc' };
    const { findings } = await preflight(own, launch, drivers, { baseDir: memoryProject });
    assert.deepEqual(
      findings.map(({ message }) => message),
      [
        'firmware.ioc has 5200000 bytes, too many for a CubeMX project, so nothing is checked against the CubeMX project.',
      ],
    );
  });
});
