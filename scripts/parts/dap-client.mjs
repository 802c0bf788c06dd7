// A client of the Debug Adapter Protocol over an adapter's stdin and stdout, as small as `npm run demo` needs it.
// It knows the protocol's framing and message kinds, and nothing of what the messages mean.
import { spawn } from 'node:child_process';
import { Problem } from './problem.mjs';

/**
 * @typedef {{ seq: number, type: string, command?: string, event?: string, body?: any,
 *   request_seq?: number, success?: boolean, message?: string }} Message
 * @typedef {{ label: string, take: (message: Message) => boolean, resolve: (message: Message) => void,
 *   reject: (error: Error) => void }} Wait
 */

const headerEnd = '\r\n\r\n';
const stderrKept = 2_000;

export class DapClient {
  #child;
  #seq = 0;
  #received = Buffer.alloc(0);
  #stderr = '';
  /** @type {Message[]} events nobody has waited for yet, in order */
  #events = [];
  /** @type {Set<Wait>} */
  #waits = new Set();
  /** @type {Promise<void>} */
  #ended;
  /** @type {(event: Message) => void} hears every event as it arrives */
  onEvent = () => {};

  /**
   * @param {readonly string[]} command the adapter's argument vector
   * @param {NodeJS.ProcessEnv} env
   */
  constructor([file = '', ...args], env) {
    this.#child = spawn(file, args, { env, stdio: 'pipe' });
    this.#child.stdout.on('data', (chunk) => this.#receive(chunk));
    this.#child.stderr.on('data', (chunk) => {
      this.#stderr = (this.#stderr + String(chunk)).slice(-stderrKept);
    });
    // Writing to an adapter that has just ended fails; its end is told below.
    this.#child.stdin.on('error', () => {});
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) =>
        this.#fail(`cannot be started: ${error.message}`, resolve),
      );
      this.#child.once('close', (code, signal) => {
        const last = this.#stderr.trim().split('\n').at(-1);
        this.#fail(`ended with ${signal ?? code}${last ? `: ${last}` : ''}`, resolve);
      });
    });
  }

  /**
   * @param {string} command
   * @param {object} [args]
   * @param {number} [timeoutMs]
   * @returns {Promise<any>} the response's body
   * @throws {Problem} with the adapter's message when it answers with an error, or does not answer
   */
  async request(command, args = {}, timeoutMs = 10_000) {
    this.#seq += 1;
    const seq = this.#seq;
    const answer = this.#wait(
      `an answer to ${command}`,
      timeoutMs,
      (message) => message.type === 'response' && message.request_seq === seq,
    );
    this.#send({ seq, type: 'request', command, arguments: args });
    const { success, message, body } = await answer;
    if (success) return body;
    throw new Problem(`${command} failed: ${textOf(body?.error) ?? message ?? 'no reason given'}`);
  }

  /**
   * The next event of this kind that has not been waited for before.
   *
   * @param {string} name
   * @param {number} [timeoutMs]
   * @returns {Promise<any>} its body
   */
  async event(name, timeoutMs = 10_000) {
    const index = this.#events.findIndex(({ event }) => event === name);
    if (index >= 0) return this.#events.splice(index, 1)[0]?.body;
    const { body } = await this.#wait(
      `the event ${name}`,
      timeoutMs,
      ({ event }) => event === name,
    );
    return body;
  }

  /**
   * Asks the adapter to end, by closing its stdin, and waits for that.
   *
   * @param {number} [timeoutMs]
   * @throws {Problem} when it had to be killed
   */
  async close(timeoutMs = 5_000) {
    this.#child.stdin.end();
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), timeoutMs);
    await this.#ended;
    clearTimeout(killer);
    if (this.#child.signalCode === 'SIGKILL') {
      throw new Problem(
        `the debug adapter did not end within ${timeoutMs / 1000} s of its last answer`,
      );
    }
  }

  /**
   * @param {string} label
   * @param {number} timeoutMs
   * @param {(message: Message) => boolean} take
   * @returns {Promise<Message>}
   */
  #wait(label, timeoutMs, take) {
    return new Promise((resolve, reject) => {
      /** @type {Wait} */
      const wait = { label, take, resolve, reject };
      const timer = setTimeout(() => {
        this.#waits.delete(wait);
        reject(new Problem(`the debug adapter did not send ${label} within ${timeoutMs / 1000} s`));
      }, timeoutMs);
      wait.resolve = (message) => (clearTimeout(timer), resolve(message));
      wait.reject = (error) => (clearTimeout(timer), reject(error));
      this.#waits.add(wait);
    });
  }

  /**
   * @param {string} reason
   * @param {() => void} ended
   */
  #fail(reason, ended) {
    for (const wait of this.#waits) {
      wait.reject(new Problem(`the debug adapter ${reason} (while waiting for ${wait.label})`));
    }
    this.#waits.clear();
    ended();
  }

  /** @param {object} message */
  #send(message) {
    const body = Buffer.from(JSON.stringify(message));
    this.#child.stdin.write(`Content-Length: ${body.length}${headerEnd}`);
    this.#child.stdin.write(body);
  }

  /** @param {Buffer} chunk */
  #receive(chunk) {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf(headerEnd);
      if (end < 0) return;
      const length = Number(
        /Content-Length: (\d+)/.exec(this.#received.toString('latin1', 0, end))?.[1],
      );
      const start = end + headerEnd.length;
      if (this.#received.length < start + length) return;
      const body = this.#received.toString('utf8', start, start + length);
      this.#received = this.#received.subarray(start + length);
      this.#dispatch(JSON.parse(body));
    }
  }

  /** @param {Message} message */
  #dispatch(message) {
    if (message.type === 'event') this.onEvent(message);
    for (const wait of this.#waits) {
      if (!wait.take(message)) continue;
      this.#waits.delete(wait);
      wait.resolve(message);
      return;
    }
    if (message.type === 'event') this.#events.push(message);
    if (message.type === 'request') {
      this.#seq += 1;
      const { seq, command } = message;
      const refusal = { success: false, message: `this client does not do ${command}` };
      this.#send({ seq: this.#seq, type: 'response', request_seq: seq, command, ...refusal });
    }
  }
}

/**
 * @param {{ format: string, variables?: Record<string, string> } | undefined} error DAP's Message
 * @returns {string | undefined}
 */
function textOf(error) {
  return error?.format.replace(/\{(\w+)\}/g, (all, name) => error.variables?.[name] ?? all);
}
