// The working-folder fact: what is at `cwd`.

import type { FileStat, Host } from '../../host/host';
import type { LaunchArgs } from '../../launch/launch-args';
import { known } from '../facts';
import type { Fact } from '../facts';

export async function gatherCwd(
  host: Host,
  args: LaunchArgs,
): Promise<Fact<FileStat['kind'] | undefined>> {
  const found = await host.stat(args.cwd);
  return known(found?.kind, args.cwd);
}
