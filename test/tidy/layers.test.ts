// The import table of src/README.md as data, held against every import statement in src.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { root } from '../support/project';

/** Which folder of src may import which others. A program may import what it builds. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  findings: ['base'],
  host: ['base'],
  protocol: ['base', 'findings'],
  launch: ['base', 'findings'],
  elf: ['base', 'findings'],
  linker: ['base', 'findings'],
  ioc: ['base', 'findings'],
  devices: ['base'],
  'script-checks': ['base', 'findings', 'linker', 'devices'],
  csource: ['base'],
  buildfiles: ['base'],
  gdb: ['base', 'host'],
  probe: ['base', 'host'],
  examination: ['base', 'host', 'devices', 'probe'],
  servers: ['base', 'findings', 'host', 'launch'],
  analysis: [
    ...['base', 'findings', 'protocol', 'host', 'launch', 'servers', 'gdb'],
    ...['elf', 'linker', 'ioc', 'devices', 'csource', 'buildfiles', 'probe', 'examination'],
    'script-checks',
  ],
  doctor: ['base', 'findings', 'launch', 'analysis', 'script-checks'],
  report: ['base', 'findings', 'protocol'],
  adapter: [
    ...['base', 'findings', 'protocol', 'host', 'launch', 'servers', 'gdb', 'elf'],
    ...['analysis', 'doctor', 'devices'],
  ],
  lsp: [
    ...['base', 'findings', 'protocol', 'host', 'launch', 'linker', 'devices', 'csource'],
    ...['script-checks', 'analysis'],
  ],
  webview: ['base', 'findings', 'protocol'],
  cli: [
    'base',
    'findings',
    'launch',
    'servers',
    'analysis',
    'host',
    'devices',
    'probe',
    'examination',
    'doctor',
    'report',
    'script-checks',
  ],
  extension: [
    ...['base', 'findings', 'protocol', 'launch', 'servers', 'ioc', 'analysis', 'host'],
    ...['devices', 'probe', 'examination', 'doctor', 'report'],
  ],
  'usb-worker.ts': ['base', 'probe'],
  'debug-adapter.ts': ['adapter', 'base', 'host', 'servers'],
  'cli.ts': ['base', 'cli', 'host', 'servers'],
  'language-server.ts': ['base', 'host', 'lsp'],
  'extension.ts': ['extension', 'servers'],
};

/** Packages and Node modules that have one home; everything else is refused where it is not listed. */
const homes: readonly (readonly [pattern: RegExp, homes: readonly string[]])[] = [
  [/^vscode$/, ['extension', 'extension.ts']],
  [/^vscode-languageclient/, ['extension']],
  [/^vscode-languageserver/, ['lsp', 'language-server.ts']],
  [/^@vscode\/debug(adapter|protocol)/, ['adapter', 'debug-adapter.ts', 'extension']],
  [/^elfy$/, ['elf/read-elf.ts']],
  [/^fflate$/, ['report/report-zip.ts']],
  [/^jsonc-parser$/, ['launch']],
  [/^@rgrove\/parse-xml$/, ['launch/import/read-eclipse-launch.ts']],
  [/^sarif$/, ['cli']],
  [/^usb$/, ['usb-worker.ts']],
  [/^node:(fs|child_process|os|v8)/, ['host']],
  [/^node:net$/, ['host', 'debug-adapter.ts']],
  [
    /^node:(path|url)$/,
    ['host', 'launch', 'gdb', 'analysis', 'adapter', 'cli', 'extension', 'elf', 'lsp'],
  ],
  [/^node:util$/, ['cli']],
];

interface Import {
  readonly file: string;
  readonly from: string;
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.ts$/.test(entry.name) && !/\.d\.ts$/.test(entry.name) ? [path] : [];
  });
}

/** Every `import … from`, `export … from`, `import('…')` and `require('…')` of a text. */
export function importsOf(text: string): readonly string[] {
  const statements = /(?:^|\n)\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]/g;
  const calls = /\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g;
  const bare = /(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;
  return [statements, calls, bare].flatMap((form) =>
    [...text.matchAll(form)].map((match) => match[1] ?? ''),
  );
}

/** The folder or program of a path below src, as the table names it. */
function layerOf(file: string): string {
  return file.split('/')[0] ?? file;
}

/** @returns the rule that an import breaks; undefined when it breaks none. */
export function brokenRule({ file, from }: Import): string | undefined {
  const layer = layerOf(file);
  // The programs may read their version from the manifest.
  if (from === '../package.json' && mayImport[layer] !== undefined) return undefined;
  if (from.startsWith('.')) {
    const target = layerOf(posix.normalize(posix.join(posix.dirname(file), from)));
    if (target === layer || mayImport[layer]?.includes(target)) return undefined;
    return `src/${file} imports ${target}, but ${layer} may import ${mayImport[layer]?.join(', ') ?? 'nothing'}`;
  }
  const home = homes.find(([pattern]) => pattern.test(from));
  if (home === undefined) return `src/${file} imports ${from}, which has no home in the table`;
  const isAtHome = home[1].some((place) => place === layer || place === file);
  return isAtHome ? undefined : `src/${file} imports ${from}, whose home is ${home[1].join(', ')}`;
}

describe('layers', () => {
  const src = join(root, 'src');
  const files = sources(src).map((path) => relative(src, path).split(sep).join('/'));

  it('finds the sources', () => {
    assert.ok(files.length > 50, `only ${files.length} files below src`);
  });

  it('has every folder and program of src in the table', () => {
    const layers = new Set(files.map(layerOf));
    assert.deepEqual(
      [...layers].filter((layer) => mayImport[layer] === undefined),
      [],
    );
  });

  it('lets no folder import against the table', () => {
    const broken = files.flatMap((file) =>
      importsOf(readFileSync(join(src, file), 'utf8')).flatMap(
        (from) => brokenRule({ file, from }) ?? [],
      ),
    );
    assert.deepEqual(broken, []);
  });

  it('names the guilty file when an import is added against the table', () => {
    assert.match(
      brokenRule({ file: 'gdb/gdb.ts', from: '../adapter/session' }) ?? '',
      /^src\/gdb\/gdb\.ts imports adapter, but gdb may import base, host$/,
    );
    assert.match(brokenRule({ file: 'adapter/start.ts', from: 'vscode' }) ?? '', /whose home is/);
    assert.equal(brokenRule({ file: 'adapter/start.ts', from: '../gdb/gdb' }), undefined);
  });

  it('reads all forms of imports', () => {
    const text = `import a from 'one';\nimport type {\n  B,\n} from "two";\nexport * from 'three';\nimport 'four';\nconst c = await import('five');\nrequire('six');`;
    assert.deepEqual([...importsOf(text)].sort(), ['five', 'four', 'one', 'six', 'three', 'two']);
  });

  it('starts every source with a comment that says what it is', () => {
    const silent = files.filter(
      (file) => !/^(#!.*\n)?\/\/ \S/.test(readFileSync(join(src, file), 'utf8')),
    );
    assert.deepEqual(silent, []);
  });

  it('has no import cycle between files', () => {
    assert.deepEqual(cycle(src, files), []);
  });
});

/** The first cycle of run-time imports found, as a list of files; empty when there is none. */
function cycle(src: string, files: readonly string[]): readonly string[] {
  const known = new Set(files);
  const edges = new Map(
    files.map((file) => {
      const text = readFileSync(join(src, file), 'utf8').replace(/import type [^;]*;/g, '');
      const targets = importsOf(text)
        .filter((from) => from.startsWith('.'))
        .map((from) => posix.normalize(posix.join(dirname(file), from)))
        .map((path) => (known.has(`${path}.ts`) ? `${path}.ts` : `${path}/index.ts`))
        .filter((path) => known.has(path));
      return [file, targets] as const;
    }),
  );
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const target of edges.get(file) ?? []) {
      const found = visit(target, [...trail, file]);
      if (found.length > 0) return found;
    }
    done.add(file);
    return [];
  };
  for (const file of files) {
    const found = visit(file, []);
    if (found.length > 0) return found;
  }
  return [];
}
