// The one kind of error a script reports as a plain line: something the user can act on. Any other error is a bug and keeps its stack.

/** A problem outside this code (a missing tool, a failed install), told in one line. */
export class Problem extends Error {
  /** @param {string} message one line, without a trailing full stop */
  constructor(message) {
    super(message);
    this.name = 'Problem';
  }
}

/**
 * Runs a script's main function and turns what it throws into one line and exit code 1.
 *
 * @param {string} name the script's name, put before the line
 * @param {() => Promise<number | void>} main its result becomes the exit code
 */
export async function runMain(name, main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    const text =
      error instanceof Problem || !(error instanceof Error)
        ? String(error instanceof Error ? error.message : error)
        : (error.stack ?? error.message);
    console.error(`${name}: ${text}`);
    process.exitCode = 1;
  }
}
