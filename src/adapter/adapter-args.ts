// The adapter's own command line → where it speaks DAP, as a value. VS Code's launcher passes nothing.

export type AdapterArgs =
  | { readonly kind: 'stdio' }
  /** @property port 0 lets the system choose. */
  | { readonly kind: 'server'; readonly port: number }
  | { readonly kind: 'help' }
  | { readonly kind: 'usage-error'; readonly message: string };

export const adapterUsage = `Usage: debug-adapter [--server=PORT]

Speaks the Debug Adapter Protocol on stdin and stdout, or to every client that connects to 127.0.0.1:PORT
(0: a free port, which is printed).
`;

/** @param argv the arguments behind the program's name. */
export function parseAdapterArgs(argv: readonly string[]): AdapterArgs {
  const [first, ...rest] = argv;
  if (first === undefined) return { kind: 'stdio' };
  if (first === '--help' || first === '-h') return { kind: 'help' };
  const given = /^--server(?:=(.*))?$/s.exec(first);
  if (given === null) return { kind: 'usage-error', message: `"${first}" is no option.` };
  const [port, extra] = given[1] === undefined ? rest : [given[1], ...rest];
  if (extra !== undefined) {
    return { kind: 'usage-error', message: `"${extra}" is one argument too many.` };
  }
  if (port === undefined) return { kind: 'usage-error', message: '--server needs a port.' };
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return { kind: 'usage-error', message: `"${port}" is no port: 0 to 65535.` };
  }
  return { kind: 'server', port: Number(port) };
}
