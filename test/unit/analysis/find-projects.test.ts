// Finding the projects of a folder, on real temporary trees.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { findProjects } from '../../../src/analysis/find-projects';
import { createNodeHost } from '../../../src/host/node-host';

const launchJson = '{"configurations": [{"type": "stm32", "request": "launch"}]}';

interface Expected {
  readonly launchJson?: string;
  readonly iocFiles?: readonly string[];
  readonly images?: readonly string[];
  readonly scripts?: readonly string[];
}

interface Case {
  readonly title: string;
  /** Path → text; a later file is older. */
  readonly files: Readonly<Record<string, string>>;
  /** Project folder → what it has; all paths relative to the tree. */
  readonly projects: Readonly<Record<string, Expected>>;
}

const cases: readonly Case[] = [
  { title: 'finds nothing in a folder of texts', files: { 'a/b.txt': '' }, projects: {} },
  {
    title: 'takes a folder with a stm32 launch configuration, and its images newest first',
    files: {
      'app/.vscode/launch.json': launchJson,
      'app/build/new.elf': '',
      'app/out/old.elf': '',
    },
    projects: {
      app: {
        launchJson: 'app/.vscode/launch.json',
        images: ['app/build/new.elf', 'app/out/old.elf'],
      },
    },
  },
  {
    title: 'leaves launch configurations of other debuggers alone',
    files: { 'web/.vscode/launch.json': '{"configurations": [{"type": "node"}]}' },
    projects: {},
  },
  {
    title: 'takes the folder asked for itself',
    files: { 'demo.ioc': '', 'x_FLASH.ld': '', 'build/demo.elf': '' },
    projects: {
      '': { iocFiles: ['demo.ioc'], images: ['build/demo.elf'], scripts: ['x_FLASH.ld'] },
    },
  },
  {
    title: 'takes CubeIDE projects without an image',
    files: { 'one/.cproject': '', 'one/x.ld': '', 'two/deep/.cproject': '' },
    projects: { one: { scripts: ['one/x.ld'] }, 'two/deep': {} },
  },
  {
    title: 'takes a linker script with an ELF file below it, and not the script alone',
    files: { 'make/ld/x.ld': '', 'make/build/x.elf': '', 'scripts/y.ld': '' },
    projects: { make: { images: ['make/build/x.elf'], scripts: ['make/ld/x.ld'] } },
  },
  {
    title: 'gives the contexts of a CubeMX project its .ioc, and drops the shell around them',
    files: { 'dual/dual.ioc': '', 'dual/CM4/.cproject': '', 'dual/CM7/.cproject': '' },
    projects: {
      'dual/CM4': { iocFiles: ['dual/dual.ioc'] },
      'dual/CM7': { iocFiles: ['dual/dual.ioc'] },
    },
  },
  {
    title: 'keeps what belongs to a project inside another one out of the outer one',
    files: { 'out.ioc': '', 'out.elf': '', 'boot/boot.ioc': '', 'boot/Debug/boot.elf': '' },
    projects: {
      '': { iocFiles: ['out.ioc'], images: ['out.elf'] },
      boot: { iocFiles: ['boot/boot.ioc'], images: ['boot/Debug/boot.elf'] },
    },
  },
  {
    title: 'does not look into packages, drivers and hidden folders, and not below six levels',
    files: {
      'node_modules/p/p.ioc': '',
      'Drivers/BSP/b.ioc': '',
      '.git/g.ioc': '',
      '1/2/3/4/5/6/deep.ioc': '',
      '1/2/3/4/5/6/7/deeper.ioc': '',
    },
    projects: { '1/2/3/4/5/6': { iocFiles: ['1/2/3/4/5/6/deep.ioc'] } },
  },
  {
    title: 'follows folders whose names hold dots',
    files: { 'STM32Cube_FW_F4_V1.27.0/p/p.ioc': '' },
    projects: {
      'STM32Cube_FW_F4_V1.27.0/p': { iocFiles: ['STM32Cube_FW_F4_V1.27.0/p/p.ioc'] },
    },
  },
];

describe('findProjects', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stm32-projects-'));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  for (const { title, files, projects } of cases) {
    it(title, async () => {
      for (const [index, [path, text]] of Object.entries(files).entries()) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
        utimesSync(join(root, path), 1e9, 1e9 - index);
      }
      const found = await findProjects(createNodeHost(), root);
      const short = (path: string): string => relative(root, path).replaceAll('\\', '/');
      const actual = found.map((project) => [
        short(project.folder),
        {
          ...(project.launchJson === undefined ? {} : { launchJson: short(project.launchJson) }),
          iocFiles: project.iocFiles.map(short),
          images: project.images.map(short),
          scripts: project.scripts.map(short),
        },
      ]);
      const wanted = Object.entries(projects).map(([folder, expected]) => [
        folder,
        { iocFiles: [], images: [], scripts: [], ...expected },
      ]);
      assert.deepEqual(Object.fromEntries(actual), Object.fromEntries(wanted));
    });
  }

  if (process.platform !== 'win32') {
    it('finds a project once where links lead back to it, and follows those that lead elsewhere', async () => {
      mkdirSync(join(root, 'tree/a/b'), { recursive: true });
      mkdirSync(join(root, 'other'));
      for (const path of ['tree/a/p.ioc', 'other/o.ioc']) writeFileSync(join(root, path), '');
      const links = {
        up: '..',
        self: 'self',
        again: 'b',
        there: '../../other',
        too: '../../other',
      };
      for (const [name, target] of Object.entries(links)) {
        symlinkSync(target, join(root, 'tree/a', name));
      }
      const host = createNodeHost();
      const backwards = async (path: string): Promise<readonly string[]> =>
        [...(await host.readDir(path))].sort().reverse();
      const found = await findProjects({ ...host, readDir: backwards }, join(root, 'tree'));
      const folders = found.map(({ folder }) => relative(root, folder));
      assert.deepEqual(folders, ['tree/a', 'tree/a/there']);
    });
  }

  it('finds nothing where there is no folder', async () => {
    assert.deepEqual(await findProjects(createNodeHost(), join(root, 'gone')), []);
  });
});
