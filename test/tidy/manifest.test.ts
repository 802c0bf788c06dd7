// package.json against the code and the files it speaks of: nothing contributed that is not there, nothing
// there that is not contributed. UPDATE=1 rewrites the generated parts.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { drivers } from '../../src/servers';
import { withGenerated } from './manifest';
import type { Manifest } from './manifest';

interface Contributed {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}

interface Package extends Manifest {
  main: string;
  icon: string;
  activationEvents: string[];
  contributes: Manifest['contributes'] & {
    commands: Contributed[];
    menus: Record<string, { command: string }[]>;
    languages: { id: string; configuration?: string }[];
    grammars: { path: string }[];
    viewsWelcome: { contents: string }[];
    walkthroughs: {
      id: string;
      steps: { description: string; media: { svg: string; altText: string } }[];
    }[];
  };
}

const file = path.resolve('package.json');
const read = (): Package => JSON.parse(fs.readFileSync(file, 'utf8')) as Package;
const sources = (folder: string): string =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');

describe('manifest', () => {
  it('has the launch attributes and server settings of the tables (npm run golden writes them)', () => {
    const expected = withGenerated(read(), drivers);
    if (process.env['UPDATE']) {
      fs.writeFileSync(file, `${JSON.stringify(expected, null, 2)}\n`);
      const prettier = path.resolve('node_modules', 'prettier', 'bin', 'prettier.cjs');
      spawnSync(process.execPath, [prettier, '--write', '--log-level', 'warn', file]);
    }
    assert.deepEqual(read(), expected);
  });

  it('contributes exactly the commands that are registered, all in the category STM32', () => {
    const { commands } = read().contributes;
    const registered = [...sources('src/extension/commands').matchAll(/\bid: '([^']+)'/g)];
    assert.deepEqual(
      commands.map(({ command }) => command).sort(),
      registered.map((match) => match[1]).sort(),
    );
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['STM32']);
  });

  it('puts only its own commands into menus', () => {
    const { commands, menus } = read().contributes;
    const known = new Set(commands.map(({ command }) => command));
    const used = Object.values(menus).flatMap((entries) => entries.map(({ command }) => command));
    assert.deepEqual(
      used.filter((command) => !known.has(command)),
      [],
    );
  });

  it('names its own walkthrough and commands rightly wherever a text links to them', () => {
    const { contributes } = read();
    const known = new Set(contributes.commands.map(({ command }) => command));
    const texts = [
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map((step) => step.description)),
    ].join('\n');
    const linked = [...texts.matchAll(/command:(stm32-preflight\.\w+)/g)].map((match) => match[1]);
    assert.ok(linked.length > 0);
    for (const command of linked) assert.ok(known.has(command ?? ''), command);
    const walkthroughs = contributes.walkthroughs.map(({ id }) => `stm32-preflight#${id}`);
    const everywhere = decodeURIComponent(texts) + sources('src/extension');
    for (const [, name] of everywhere.matchAll(/stm32-preflight\.(stm32-preflight#\w+)/g)) {
      assert.ok(walkthroughs.includes(name ?? ''), name);
    }
  });

  it('has no Markdown in its walkthrough that VS Code would show as it is', () => {
    const steps = read().contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    for (const { description, media } of steps) {
      assert.doesNotMatch(description, /`/);
      assert.match(media.altText, /\.$/);
    }
  });

  it('refers only to files that are there', () => {
    const { icon, contributes } = read();
    const files = [
      icon,
      ...contributes.grammars.map((grammar) => grammar.path),
      ...contributes.languages.flatMap(({ configuration }) => configuration ?? []),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
    ];
    assert.deepEqual(
      files.filter((name) => !fs.existsSync(path.resolve(name))),
      [],
    );
  });

  it('reads no setting that is not contributed, and contributes none that is not read', () => {
    const { properties } = read().contributes.configuration;
    const code = sources('src/extension');
    for (const name of Object.keys(properties)) {
      const key = name.replace(/^stm32-preflight\./, '').replace(/^serverPath\..*/, 'serverPath.');
      assert.ok(code.includes(key), name);
    }
    for (const [, key] of code.matchAll(/\btext\('(\w+)'\)/g)) {
      assert.ok(`stm32-preflight.${key}` in properties, key);
    }
  });

  it('activates for nothing that VS Code does not ask for by itself', () => {
    assert.deepEqual(read().activationEvents.sort(), [
      'onDebugDynamicConfigurations:stm32',
      'onDebugInitialConfigurations',
      'onDebugResolve:stm32',
      'workspaceContains:**/*.ioc',
    ]);
  });
});
