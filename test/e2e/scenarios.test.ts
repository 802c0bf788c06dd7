// The seven reports that this product answers, in VS Code: what is said before `target remote`, and with the checks off,
// how the failure is explained. Real OpenOCD, GDB and QEMU; the faults are the simulated board's. S4 and S6 before the
// launch, where a file is at fault, are in preflight.test.ts.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Setup, SetupChange } from '../simulator/setup';
import { changed, healthy } from '../simulator/setup';
import { bitErrors } from '../simulator/faults/bit-errors';
import { isolatedWithoutVtref } from '../simulator/faults/isolated-without-vtref';
import { slowNrst } from '../simulator/faults/slow-nrst';
import { swdOffAfterBoot } from '../simulator/faults/swd-off-after-boot';
import { consoleRows, startConfiguration, waitForSession } from './support/debug-session';
import { waitForTopFrame } from './support/debug-session';
import { answer, refusal } from './support/findings';
import { useBench, useServer } from './support/probes';
import { limits, useWorkbench } from './support/workbench';
import type { Workbench } from './support/workbench';

interface Scenario {
  readonly id: string;
  readonly change: SetupChange;
  /** What the launch needs besides, for the fault to show. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Of the refusal, or of the Debug Console where the launch goes on. */
  readonly before: RegExp;
  /** Whether the checks refuse it; else it goes on, and runs to main by another way. */
  readonly isRefused: boolean;
  /** The causes of which one must be first, and the page of the card must show. */
  readonly after: readonly string[];
}

/** A supply that breaks down as soon as something is asked of the target. */
const starving: SetupChange = {
  target: { supply: { volts: 1.42 }, bitErrors: [{ aboveKhz: 0, perTransfer: 0.6 }] },
};

const scenarios: readonly Scenario[] = [
  {
    id: 'S2',
    change: isolatedWithoutVtref.change,
    before: /no supply[\s\S]*0\.0\d V/,
    isRefused: true,
    after: ['target-no-power', 'vtref-not-wired'],
  },
  {
    id: 'S3',
    change: bitErrors.change,
    before: /SWD link is marginal: \d+ of \d+ reads failed at \d+ kHz/,
    isRefused: false,
    after: ['swd-signal-integrity'],
  },
  {
    id: 'S4',
    change: swdOffAfterBoot.change,
    before: /answers only (while it is held in|under) reset/,
    isRefused: false,
    after: ['swd-disabled-by-firmware'],
  },
  {
    id: 'S5',
    change: starving,
    before: /1\.4\d V/,
    isRefused: true,
    after: ['target-supply-out-of-range', 'target-no-power'],
  },
  {
    id: 'S7',
    change: slowNrst.change,
    attributes: { resetStrategy: 'hardware' },
    before: /NRST rises too slowly[\s\S]*capacitor of about \d+ µF/,
    isRefused: false,
    after: ['nrst-slow-or-held'],
  },
];

const serialOf = (index: number): string => `066CFF51534989866711351${index}`;

/** One board for each, and a healthy one; whoever is to run has QEMU for a core. */
function boards(): readonly Setup[] {
  const changes = [...scenarios.map(({ change }) => change), {} as SetupChange];
  const running = [...scenarios.map(({ isRefused }) => !isRefused), true];
  return changes.map((change, index) =>
    changed(healthy, {
      ...change,
      target: { ...change.target, core: running[index] === true ? 'qemu' : 'still' },
      probe: { ...change.probe, serial: serialOf(index) },
    }),
  );
}

/** Each scenario as it is launched, and once more without checks and without other ways. */
function configurations(): readonly object[] {
  const unchecked = { preflight: { mode: 'off' }, connect: 'configured' };
  return scenarios.flatMap(({ id, attributes }, index) => {
    const launch = {
      ...{ type: 'stm32', request: 'launch', servertype: 'openocd', device: 'STM32F405RG' },
      executable: '${workspaceFolder}/build/f405-demo.elf',
      serialNumber: serialOf(index),
      // QEMU ignores what a loader in its RAM writes to the flash.
      openOCDPreConfigLaunchCommands: ['set WORKAREASIZE 0'],
      ...attributes,
    };
    return [
      { name: `${id} checked`, ...launch },
      { name: `${id} unchecked`, ...launch, ...unchecked },
    ];
  });
}

function writeLaunch(workspace: string, list: readonly object[]): void {
  const file = path.join(workspace, '.vscode', 'launch.json');
  const text = JSON.stringify({ version: '0.2.0', configurations: list }, undefined, 2);
  fs.writeFileSync(file, text);
}

/** As in S4: the project that the firmware on the board was made from has no debug interface. */
function switchSwdOff(workspace: string): void {
  const file = path.join(workspace, 'f405-demo.ioc');
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, text.replace(/^SYS\.|^PA1[34].*$/gm, ''));
}

/** Opens the card of the failure that the dialog tells, and gives the ids of its causes, first one first. */
async function showCause(window: Workbench, dialog: Awaited<ReturnType<typeof refusal>>) {
  await answer(dialog, 'Show Cause');
  const card = window.webview();
  await card.locator('[data-cause]').first().waitFor();
  const causes = await card.locator('[data-cause]').all();
  return Promise.all(causes.map((cause) => cause.getAttribute('data-cause')));
}

describe('the seven reports, on boards', function () {
  this.timeout(limits.window);
  const bench = useBench(boards);
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'f405-demo'),
    extension: path.resolve('.'),
    prepare: (workspace) => {
      useServer(workspace, bench().address);
      writeLaunch(workspace, configurations());
    },
  }));

  for (const { id, before: told, isRefused, after: causes } of scenarios) {
    it(`${id} is told before GDB connects`, async () => {
      await startConfiguration(window(), `${id} checked`);
      if (isRefused) {
        const dialog = await refusal(window(), '');
        assert.match(await dialog.innerText(), told);
        await window().screenshot(`${id.toLowerCase()}-before`);
        await answer(dialog, 'Cancel');
        return;
      }
      await waitForTopFrame(window(), 'main');
      const rows = (await consoleRows(window())).join('\n');
      assert.match(rows, told);
      assert.match(rows, /Connected (under reset|at \d+ kHz|with a reset by software)/);
      await window().screenshot(`${id.toLowerCase()}-before`);
      await window().page.keyboard.press('Shift+F5');
      await waitForSession(window(), 'ended');
    });

    it(`${id} is explained afterwards when the checks were off`, async () => {
      if (id === 'S4') switchSwdOff(window().workspace);
      await startConfiguration(window(), `${id} unchecked`);
      const ids = await showCause(window(), await refusal(window(), ''));
      assert.ok(causes.includes(ids[0] ?? ''), `${ids.join(', ')} for ${id}`);
      await window().screenshot(`${id.toLowerCase()}-after`);
      await window().palette('View: Close All Editors');
      assert.equal(bench().openCount(), 0);
    });
  }
});

describe('S6, with the checks off', function () {
  this.timeout(limits.window);
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'broken', 's6-psram-without-noload'),
    extension: path.resolve('.'),
    prepare: (workspace) => {
      const file = path.join(workspace, '.vscode', 'launch.json');
      const launch = JSON.parse(fs.readFileSync(file, 'utf8')) as { configurations: object[] };
      const off = { preflight: { mode: 'off' } };
      writeLaunch(
        workspace,
        launch.configurations.map((each) => ({ ...each, ...off })),
      );
    },
  }));

  before('build the ELF file with the real compiler', () => {
    execFileSync('sh', [path.join(window().workspace, 'build.sh')]);
  });

  it('is explained by the section that could not be programmed', async () => {
    await startConfiguration(window(), 'Debug on QEMU');
    const dialog = await refusal(window(), '');
    assert.match(await dialog.innerText(), /\.psram/);
    const ids = await showCause(window(), dialog);
    assert.equal(ids[0], 'elf-outside-memory-map');
    await window().screenshot('s6-after');
  });
});
