// Runs every check of the project in order and ends with one line, "N passed, N failed". Exit code 0 only if nothing failed.
// Usage: node scripts/test.mjs [--only build,usb,limits,check,lint,unit,language,integration,editors,e2e]
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { setUp } from './setup.mjs';
import { findCodeServer } from './parts/code-server-install.mjs';
import { endMarked, killMarked, markedEnv, newMark } from './parts/marked-processes.mjs';
import { findGuestKernel } from './parts/guest-kernel.mjs';
import { ensureNpm, hasPackages } from './parts/node-modules.mjs';
import { cacheFolder, root } from './parts/places.mjs';
import { Problem, runMain } from './parts/problem.mjs';
import { missingTools } from './parts/tools.mjs';

/** @typedef {import('./parts/tools.mjs').ToolName} ToolName */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} [npm] the npm script that is the step; counts only when it fails
 * @property {string[]} [suites] globs of mocha files; every test counts
 * @property {string} [except] glob of the files of these that are another step
 * @property {readonly ToolName[]} [tools]
 * @property {boolean} [codeServer]
 * @property {boolean} [guestKernel]
 * @property {boolean} [built] needs dist/
 * @property {boolean} [beside] most of it is waiting: it runs beside the steps behind it, up to the
 *   first that is `timed`; its output is printed when it is over
 * @property {boolean} [timed] starts programs whose answers have to come in time: nothing runs beside it
 */

/** @type {readonly ToolName[]} */
const debugTools = ['gdb', 'qemu', 'armGcc'];
/** @type {readonly ToolName[]} */
const usbTools = ['qemuX86', 'openocd', 'stlinkTools', 'usbutils', 'udev'];
const suite = (/** @type {string} */ name) => `test/${name}/**/*.test.ts`;
/** They need what not every machine can have, a virtual machine, and must not keep the others from running. */
const usbSuite = 'test/integration/simulator/usb-*.test.ts';
/** The linker and the language server: texts in, texts out. */
const languageSuites = ['linker', 'lsp'].map((name) => `test/integration/${name}/*.test.ts`);
/** It waits for long limits and does nothing else. */
const limitsSuite = 'test/integration/limits/*.test.ts';
/** It needs an editor that not everybody has. */
const editorSuite = 'test/integration/editors/*.test.ts';

/** @type {readonly Step[]} */
const steps = [
  { name: 'build', npm: ['build'] },
  {
    ...{ name: 'usb', suites: [usbSuite], tools: usbTools, guestKernel: true },
    ...{ built: true, beside: true },
  },
  {
    ...{ name: 'limits', suites: [limitsSuite], tools: [...debugTools, 'openocd'] },
    ...{ built: true, beside: true },
  },
  { name: 'check', npm: ['check'] },
  { name: 'lint', npm: ['lint'] },
  { name: 'unit', suites: [suite('unit'), suite('tidy')] },
  { name: 'language', suites: languageSuites, tools: ['armGcc'], built: true },
  {
    ...{ name: 'integration', suites: [suite('integration')] },
    except: `{${[usbSuite, limitsSuite, editorSuite, ...languageSuites].join()}}`,
    tools: [...debugTools, 'openocd'],
    ...{ built: true, timed: true },
  },
  {
    name: 'editors',
    suites: [editorSuite],
    tools: [...debugTools, 'emacs', 'neovim'],
    ...{ built: true, timed: true },
  },
  {
    name: 'e2e',
    suites: [suite('e2e')],
    tools: [...debugTools, 'chromium'],
    codeServer: true,
    ...{ built: true, timed: true },
  },
];

/** Processes of a suite may take this long to end after it; what is left then is a leak. */
const endingMs = 5_000;

/** A suite that has reported must end by itself; what a failed test left open would keep it alive for ever. */
const lingeringMs = 20_000;

/** What may stand in a suite's temporary folder after it: the report, and the compiler's cache. */
const ownFiles = /^(totals\.json|tsx-.*)$/;

/** @typedef {{ passed: number, failed: number, notes: string[] }} Totals */

await runMain('test', async () => {
  const chosen = chosenSteps(process.argv.slice(2));
  /** @type {Totals} */
  const totals = { passed: 0, failed: 0, notes: [] };
  try {
    await runSteps(chosen, totals);
  } catch (error) {
    // Whatever went wrong, the last line is owed.
    totals.failed += 1;
    totals.notes.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  console.log('');
  for (const note of totals.notes) console.log(note);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed === 0 ? 0 : 1;
});

/**
 * @param {readonly Step[]} chosen
 * @param {Totals} totals grows
 */
async function runSteps(chosen, totals) {
  const lack = await lackOf(chosen);
  let built = true;
  /** @type {Promise<void>[]} */
  const beside = [];
  for (const step of chosen) {
    if (step.timed) await Promise.all(beside);
    const reason = step.built && !built ? 'the build failed' : lack(step);
    if (reason !== undefined) leaveOut(step, reason, totals);
    else if (step.beside) beside.push(runBeside(step, totals));
    else if (!(await runStep(step, totals, print)) && step.name === 'build') built = false;
  }
  await Promise.all(beside);
}

/** @param {string} text */
function print(text) {
  process.stdout.write(text);
}

/**
 * @param {Step} step
 * @param {Totals} totals grows
 */
async function runBeside(step, totals) {
  /** @type {string[]} */
  const said = [];
  /** @type {Totals} */
  const own = { passed: 0, failed: 0, notes: [] };
  try {
    await runStep(step, own, (text) => void said.push(text));
  } catch (error) {
    own.failed += 1;
    own.notes.push(`${step.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  print(said.join(''));
  totals.passed += own.passed;
  totals.failed += own.failed;
  totals.notes.push(...own.notes);
}

/** @param {string[]} args */
function chosenSteps(args) {
  if (args.length === 0) return steps;
  const [flag = '', list = ''] = args.length === 1 ? (args[0] ?? '').split('=') : args;
  const names = list.split(',');
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (flag !== '--only' || args.length > 2 || unknown.length > 0) {
    throw new Problem(
      `usage: node scripts/test.mjs [--only ${steps.map((step) => step.name).join(',')}]`,
    );
  }
  const wanted = steps.filter((step) => names.includes(step.name));
  // What a suite tests is the build of these sources, so it comes along.
  const builds = wanted.some((step) => step.built);
  return steps.filter((step) => wanted.includes(step) || (builds && step.name === 'build'));
}

/**
 * Makes present what the steps need; what cannot be had is told per step instead of ending the run.
 *
 * @param {readonly Step[]} chosen
 * @returns {Promise<(step: Step) => string | undefined>} why a step cannot run
 */
async function lackOf(chosen) {
  let problem = '';
  try {
    await (chosen.some((step) => step.tools) ? setUp('test') : ensureNpm(root));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    problem = error.message;
  }
  return ({ tools = [], codeServer, guestKernel }) => {
    const missing = missingTools(tools);
    if (codeServer && !findCodeServer(cacheFolder)) missing.push('code-server');
    if (guestKernel && !findGuestKernel(cacheFolder)) missing.push('Linux kernel for the guest');
    if (!hasPackages(root)) missing.push('npm packages');
    return missing.length > 0 ? `no ${missing.join(', ')} (${problem})` : undefined;
  };
}

/**
 * A step that cannot run is a failure where everything must be there, and a clear word elsewhere.
 *
 * @param {Step} step
 * @param {string} reason
 * @param {Totals} totals
 */
function leaveOut(step, reason, totals) {
  const toolsOptional = !isCi() && step.tools !== undefined && hasPackages(root);
  const counts = !toolsOptional || reason === 'the build failed';
  if (counts) totals.failed += 1;
  totals.notes.push(
    `${step.name} ${counts ? 'failed' : 'did NOT run and is not counted'}: ${reason}`,
  );
}

function isCi() {
  return !['', '0', 'false', undefined].includes(process.env.CI);
}

/**
 * @param {Step} step
 * @param {Totals} totals grows
 * @param {(text: string) => void} say where its output goes
 * @returns {Promise<boolean>} whether all of it passed
 */
async function runStep(step, totals, say) {
  const before = totals.failed;
  const start = Date.now();
  say(`\n== ${step.name}\n`);
  await (step.npm ? runNpm(step.name, step.npm, totals, say) : runMocha(step, totals, say));
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  const failed = totals.failed - before;
  say(`== ${step.name}: ${failed === 0 ? 'ok' : `${failed} failed`}, ${seconds} s\n`);
  return failed === 0;
}

/**
 * @param {string} name
 * @param {string[]} script
 * @param {Totals} totals
 * @param {(text: string) => void} say
 */
async function runNpm(name, script, totals, say) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const ended = await run([npm, 'run', '--silent', ...script], { say });
  if (ended.code === 0) return;
  totals.failed += 1;
  totals.notes.push(`${name} failed`);
}

/**
 * @param {Step} step
 * @param {Totals} totals
 * @param {(text: string) => void} say
 */
async function runMocha({ name, suites = [], except }, totals, say) {
  if (name === 'e2e') fs.rmSync(path.join(root, 'test-results'), { recursive: true, force: true });
  // Everything temporary of the suite is in here, so that it goes away even if the suite is killed. The short
  // name leaves room for the sockets below it, whose paths have at most 107 characters.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stm32-test-'));
  const file = path.join(folder, 'totals.json');
  const remove = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
    const reporter = path.join(root, 'scripts', 'parts', 'mocha-reporter.cjs');
    const options = ['--reporter', reporter, '--reporter-option', `totals=${file}`];
    if (except) options.push('--ignore', except);
    const ended = await run([process.execPath, mocha, ...options, ...suites], {
      ...{ say, remove, report: file },
      env: { ...process.env, TMPDIR: folder },
    });
    const left = fs.readdirSync(folder).filter((entry) => !ownFiles.test(entry));
    const report = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
    addUp(name, { ...ended, leaked: [...ended.leaked, ...left] }, report, totals);
  } finally {
    remove();
  }
}

/**
 * @param {string} name
 * @param {{ code: number | null, leaked: string[] }} ended leaked: processes and temporary files that are still there
 * @param {string | undefined} report what the reporter wrote
 * @param {Totals} totals
 */
function addUp(name, { code, leaked }, report, totals) {
  /** @type {(why: string, count?: number) => void} */
  const fail = (why, count = 1) => {
    totals.failed += count;
    totals.notes.push(`${name}: ${why}`);
  };
  for (const each of leaked) fail(`left behind: ${each}`);
  if (report === undefined) return fail(`mocha gave no report, exit code ${code}`);
  const { total, passes, failures, pending, failed } = JSON.parse(report);
  totals.passed += passes;
  const unrun = Math.max(0, total - passes - failures - pending);
  if (failures > 0) fail(`${failures} failed`, failures);
  for (const each of failed) totals.notes.push(`  ${each.replaceAll('\n', '\n    ')}\n`);
  if (pending > 0) fail(`${pending} pending, which counts as failed`, pending);
  if (unrun > 0) fail(`${unrun} did not run because a hook failed`, unrun);
  if (total === 0) fail('has no tests');
  if (code !== 0 && failures === 0) fail(`mocha ended with ${code}`);
}

/**
 * @param {string[]} command
 * @param {{ say: (text: string) => void, env?: NodeJS.ProcessEnv, remove?: () => void, report?: string }} options say: what
 *   becomes of its output; remove: cleans up when this program is told to end; report: the file after which the program has
 *   to end soon
 * @returns {Promise<{ code: number | null, leaked: string[] }>} once all its processes have ended
 */
async function run([file = '', ...args], { say, env, remove, report }) {
  const mark = newMark();
  const child = spawn(file, args, {
    cwd: root,
    env: markedEnv(mark, env),
    stdio: ['inherit', 'pipe', 'pipe'],
    shell: file.endsWith('.cmd'),
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', say);
  const forget = onEarlyEnd(() => {
    killMarked(mark);
    remove?.();
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  const watch = report === undefined ? undefined : endAfter(report, child);
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  clearInterval(watch);
  const leaked = await endMarked(mark, endingMs);
  // The rest of what it said; a process that is nobody's might hold the other end for ever.
  await Promise.race([closed, delay(endingMs, undefined, { ref: false })]);
  forget();
  return { code, leaked: leaked.map((each) => each.command) };
}

/**
 * Kills a program that lives on long after its report; its exit code then tells that something was wrong.
 *
 * @param {string} report
 * @param {import('node:child_process').ChildProcess} child
 */
function endAfter(report, child) {
  let seen = 0;
  return setInterval(() => {
    if (!fs.existsSync(report)) return;
    seen ||= Date.now();
    if (Date.now() - seen > lingeringMs) child.kill('SIGKILL');
  }, 1_000);
}

/**
 * @param {() => void} cleanUp called when this program is told to end
 * @returns {() => void} call it when there is nothing to clean up any more
 */
function onEarlyEnd(cleanUp) {
  const onSignal = () => process.exit(130);
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  process.once('exit', cleanUp);
  for (const signal of signals) process.once(signal, onSignal);
  return () => {
    process.off('exit', cleanUp);
    for (const signal of signals) process.off(signal, onSignal);
  };
}
