// The session that `npm run demo` plays: launch, breakpoint, steps, values, end. Everything goes through standard DAP requests;
// what is printed is what the adapter answered.
import fs from 'node:fs';
import path from 'node:path';
import { Problem } from './problem.mjs';

const launchTimeoutMs = 30_000;
const steps = 3;

/** @typedef {import('./dap-client.mjs').DapClient} DapClient */
/** @typedef {{ id: number, name: string, line: number, source?: { path?: string } }} Frame */
/** @typedef {{ name: string, value: string, type?: string, variablesReference: number }} Variable */

/**
 * @param {DapClient} client of an adapter that has just been started; the caller closes it
 * @param {string} folder the example project
 * @param {import('./stopwatch.mjs').Stopwatch} watch
 * @throws {Problem} at the first thing that is not as it should be
 */
export async function playSession(client, folder, watch) {
  client.onEvent = teller();
  await client.request('initialize', {
    clientID: 'demo',
    adapterID: 'stm32',
    pathFormat: 'path',
    linesStartAt1: true,
    columnsStartAt1: true,
    supportsVariablePaging: true,
    supportsVariableType: true,
  });
  watch.lap('adapter start to initialize');
  await runToMain(client, folder);
  watch.lap('launch to main');
  await runToBreakpoint(client, folder);
  watch.lap('breakpoint to its hit');
  head(`Step over, ${steps} times`);
  for (let step = 0; step < steps; step += 1) {
    await move(client, 'next');
    print(placeOf((await stopAndStack(client)).top, folder));
  }
  watch.lap(`${steps} steps`);
  await showValues(client, folder);
  watch.lap('stack and values');
  await client.request('disconnect', { terminateDebuggee: true });
  watch.lap('disconnect');
}

/**
 * @param {DapClient} client
 * @param {string} folder
 */
async function runToMain(client, folder) {
  const executable = path.join(folder, 'build', 'f405-demo.elf');
  head(`Launch ${path.relative(folder, executable)} on QEMU, run to main`);
  await launch(client, {
    type: 'stm32',
    request: 'launch',
    name: 'demo',
    servertype: 'qemu',
    device: 'STM32F405RG',
    executable,
    cwd: folder,
    runToEntryPoint: 'main',
  });
  const { top } = await showStop(client, folder);
  if (top.name !== 'main') throw new Problem(`stopped in ${top.name} instead of main`);
}

/**
 * @param {DapClient} client
 * @param {string} folder
 */
async function runToBreakpoint(client, folder) {
  const file = path.join(folder, 'Core', 'Src', 'main.c');
  const line = taggedLine(file, '@work');
  head(`Breakpoint at ${path.relative(folder, file)}:${line}, continue`);
  const { breakpoints } = await client.request('setBreakpoints', {
    source: { path: file },
    breakpoints: [{ line }],
  });
  const [breakpoint] = breakpoints;
  if (!breakpoint?.verified)
    throw new Problem(`the breakpoint was not set: ${breakpoint?.message}`);
  await move(client, 'continue');
  const { top } = await showStop(client, folder);
  if (top.line !== line) throw new Problem(`stopped at line ${top.line} instead of ${line}`);
  const { scopes } = await client.request('scopes', { frameId: top.id });
  for (const variable of await children(client, scopes[0])) print(`local ${textOf(variable)}`);
}

/**
 * @param {DapClient} client
 * @param {object} config
 */
async function launch(client, config) {
  // The answer comes when the launch is complete, and that is after configurationDone.
  const answer = client.request('launch', config, launchTimeoutMs);
  answer.catch(() => {}); // awaited below, unless something before it fails
  await Promise.race([client.event('initialized', launchTimeoutMs), answer]);
  await client.request('configurationDone');
  await answer;
}

/**
 * Lets the program go on; the stop that follows is waited for elsewhere.
 *
 * @param {DapClient} client
 * @param {'continue' | 'next'} command
 */
async function move(client, command) {
  await client.request(command, { threadId: await firstThread(client) });
}

/** @param {DapClient} client */
async function firstThread(client) {
  const { threads } = await client.request('threads');
  if (threads.length === 0) throw new Problem('the adapter knows no thread');
  return threads[0].id;
}

/**
 * @param {DapClient} client
 * @returns {Promise<{ top: Frame, stack: Frame[] }>} as the program stands now
 */
async function callStack(client) {
  const threadId = await firstThread(client);
  /** @type {{ stackFrames: Frame[] }} */
  const { stackFrames } = await client.request('stackTrace', { threadId, levels: 20 });
  const [top] = stackFrames;
  if (!top) throw new Problem('the call stack is empty');
  return { top, stack: stackFrames };
}

/** @param {DapClient} client */
async function stopAndStack(client) {
  /** @type {{ reason: string }} */
  const { reason } = await client.event('stopped', launchTimeoutMs);
  return { reason, ...(await callStack(client)) };
}

/**
 * @param {DapClient} client
 * @param {string} folder
 */
async function showStop(client, folder) {
  const { reason, top, stack } = await stopAndStack(client);
  print(`stopped (${reason})`);
  showStack(stack, folder);
  return { top };
}

/**
 * @param {Frame[]} stack
 * @param {string} folder
 */
function showStack(stack, folder) {
  for (const [index, frame] of stack.entries()) print(`#${index} ${placeOf(frame, folder)}`);
}

/**
 * @param {DapClient} client
 * @param {string} folder
 */
async function showValues(client, folder) {
  const { top, stack } = await callStack(client);
  const frameId = top.id;
  head('Stack');
  showStack(stack, folder);
  head('Globals');
  const counter = await evaluate(client, frameId, 'g_counter');
  print(`g_counter = ${counter.result}`);
  const device = await evaluate(client, frameId, 'g_device');
  print(`g_device = ${device.result}`);
  for (const member of await children(client, device)) print(`  .${textOf(member)}`);
  const array = await evaluate(client, frameId, 'big_array');
  print(`big_array: ${array.indexedVariables} elements, of which five are asked for`);
  const page = await children(client, array, { filter: 'indexed', start: 100, count: 5 });
  for (const element of page) print(`  ${textOf(element)}`);
  // The example fills it with three times the index.
  const wanted = ['300', '303', '306', '309', '312'];
  const got = page.map(({ value }) => value);
  if (got.join() !== wanted.join()) throw new Problem(`big_array[100..104] is ${got.join(', ')}`);
}

/**
 * @param {DapClient} client
 * @param {number} frameId
 * @param {string} expression
 */
function evaluate(client, frameId, expression) {
  return client.request('evaluate', { expression, frameId, context: 'watch' });
}

/**
 * @param {DapClient} client
 * @param {{ variablesReference: number }} parent
 * @param {{ filter?: 'indexed', start?: number, count?: number }} [page]
 * @returns {Promise<Variable[]>}
 */
async function children(client, { variablesReference }, page = {}) {
  const { variables } = await client.request('variables', { variablesReference, ...page });
  return variables;
}

/** @param {Variable} variable */
const textOf = ({ name, type, value }) => `${name}${type ? `: ${type}` : ''} = ${value}`;

/**
 * @param {Frame} frame
 * @param {string} folder
 */
function placeOf({ name, line, source }, folder) {
  return source?.path ? `${name}  ${path.relative(folder, source.path)}:${line}` : name;
}

/**
 * @param {string} file
 * @param {string} tag
 * @returns {number} the line that holds the tag as its comment, from 1
 */
function taggedLine(file, tag) {
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex((line) => line.includes(`/* ${tag} */`));
  if (index < 0) throw new Problem(`${file} has no line with ${tag}`);
  return index + 1;
}

/**
 * Prints what the adapter says unasked. Output comes in pieces of any length; only whole lines are printed.
 *
 * @returns {(event: { event?: string, body?: any }) => void}
 */
function teller() {
  /** @type {Map<string, string>} the unfinished line of each kind of output */
  const pending = new Map();
  return ({ event, body }) => {
    if (event === 'stm32/findings') {
      for (const { severity, message } of body.findings) print(`${severity}: ${message}`);
    } else if (event === 'output' && body.category !== 'telemetry') {
      const lines = ((pending.get(body.category) ?? '') + body.output).split(/\r?\n/);
      pending.set(body.category, lines.pop() ?? '');
      for (const line of lines) if (line !== '') print(`| ${line}`);
    }
  };
}

/** @param {string} title */
const head = (title) => console.log(`\n${title}`);

/** @param {string} line */
const print = (line) => console.log(`  ${line}`);
