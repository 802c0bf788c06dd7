// The demo's second half: the checks on the example, where nothing is wrong, and on the projects that cannot work.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { exampleFolder, root } from './places.mjs';
import { Problem } from './problem.mjs';

const broken = path.join(root, 'examples', 'broken');

/**
 * @typedef {object} Finding
 * @property {string} id
 * @property {'error' | 'warning' | 'info'} severity
 * @property {string} message
 * @property {{ path: string, line?: number } | null} location
 * @property {string | null} fix
 */

/** Prints what the checks find, and holds it to examples/broken/expected.json. */
export function showChecks() {
  console.log('\nPreflight of the example');
  const findings = check(exampleFolder);
  const wrong = findings.filter(({ severity }) => severity !== 'info');
  if (wrong.length > 0) throw new Problem(`the example is not clean: ${wrong[0]?.message}`);
  console.log('  nothing wrong');

  console.log('\nPreflight of examples/broken');
  const text = fs.readFileSync(path.join(broken, 'expected.json'), 'utf8');
  /** @type {Record<string, string[]>} */
  const expected = JSON.parse(text);
  for (const [name, ids] of Object.entries(expected)) show(name, ids);
}

/**
 * @param {string} name
 * @param {readonly string[]} ids
 */
function show(name, ids) {
  const findings = check(path.join(broken, name));
  console.log(`  ${name}`);
  for (const id of ids) {
    const finding = findings.find((each) => each.id === id);
    if (finding === undefined) throw new Problem(`${id} was not found in examples/broken/${name}`);
    const { severity, location, message, fix } = finding;
    const place = location === null ? '' : `${placeOf(location)}: `;
    console.log(`    ${place}${severity}: ${message.replaceAll(`${root}${path.sep}`, '')}`);
    if (fix !== null) console.log(`      fix: ${fix.split('\n')[0]}`);
  }
}

/** @param {{ path: string, line?: number }} location */
function placeOf({ path: file, line }) {
  const short = path.isAbsolute(file) ? path.relative(root, file) : file;
  return line === undefined ? short : `${short}:${line}`;
}

/**
 * @param {string} folder a project with .vscode/launch.json
 * @returns {readonly Finding[]}
 */
function check(folder) {
  const cli = path.join(root, 'dist', 'cli.js');
  const launch = path.join('.vscode', 'launch.json');
  const name = folder === exampleFolder ? `${launch}:Debug f405-demo (QEMU)` : launch;
  const args = [cli, 'check', '--launch', name, '--format', 'json'];
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (run.status !== 0 && run.status !== 1) throw new Problem(`the checks failed: ${run.stderr}`);
  return JSON.parse(run.stdout).findings;
}
