// Whether this launch writes the image to the target: what is wrong with bytes that nobody programs stops no launch.

import type { Severity } from '../findings/finding';
import type { LaunchArgs } from '../launch/launch-args';

/** Whether this launch programs any file itself: an attach does not, nor one that loads by commands of its own. */
export function programsFiles({ request, overrideLaunchCommands }: LaunchArgs): boolean {
  return request === 'launch' && overrideLaunchCommands === undefined;
}

/** Whether the image is among the files that this launch programs; it is the one with the symbols. */
function isProgrammed(args: LaunchArgs): boolean {
  if (!programsFiles(args)) return false;
  const programmed = args.loadFiles ?? [args.executable];
  const read = args.symbolFiles ?? [args.executable];
  return read.some((file) => file !== undefined && programmed.includes(file));
}

/** An error stops only a launch that would do it; in an image that is not programmed here it is a warning. */
export function severityOf(args: LaunchArgs, severity: Severity = 'error'): Severity {
  return severity === 'error' && !isProgrammed(args) ? 'warning' : severity;
}
