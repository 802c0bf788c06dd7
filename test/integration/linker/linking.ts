// Links small objects with the real arm-none-eabi-ld and gives what it made of a script.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readMapFile } from '../../../src/linker/map/map-file';
import type { MapFile } from '../../../src/linker/map/map-file';

export interface Linked {
  /** Whether ld refused the script. */
  readonly isRefused: boolean;
  /** What ld said. */
  readonly output: string;
  readonly map: MapFile;
  readonly mapText: string;
  /** By nm: every symbol with its value. */
  readonly symbols: ReadonlyMap<string, number>;
}

/** A folder with an object made of assembler text; to be disposed of. */
export class LinkFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'linker-test-'));

  write(name: string, text: string): string {
    const file = path.join(this.path, name);
    writeFileSync(file, text);
    return file;
  }

  assemble(name: string, source: string): string {
    const object = path.join(this.path, name);
    execFileSync('arm-none-eabi-as', ['-o', object], { input: source });
    return object;
  }

  /** An archive without members. */
  archive(name: string): void {
    execFileSync('arm-none-eabi-ar', ['rc', path.join(this.path, name)]);
  }

  link(script: string, objects: readonly string[], options: readonly string[] = []): Linked {
    const file = this.write('script.ld', script);
    const map = this.write('out.map', '');
    const args = [...options, '-T', file, ...objects, '-o', 'out.elf', '-Map', map];
    const ld = spawnSync('arm-none-eabi-ld', args, { cwd: this.path, encoding: 'utf8' });
    const mapText = readFileSync(map, 'utf8');
    const isRefused = ld.status !== 0;
    const symbols = isRefused ? new Map<string, number>() : this.symbols();
    return { isRefused, output: ld.stderr, map: readMapFile(mapText), mapText, symbols };
  }

  dispose(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private symbols(): ReadonlyMap<string, number> {
    const listed = execFileSync('arm-none-eabi-nm', [path.join(this.path, 'out.elf')], {
      encoding: 'utf8',
    });
    const lines = [...listed.matchAll(/^([0-9a-f]+) \w (\S+)$/gm)];
    return new Map(lines.map(([, value = '', name = '']) => [name, Number.parseInt(value, 16)]));
  }
}
