// Who and where this program is run by, for texts that must not tell it.

import { homedir, hostname, userInfo } from 'node:os';

export interface Who {
  /** Under the names that the system and its environment give. */
  readonly userNames: readonly string[];
  readonly hostNames: readonly string[];
  readonly homeDir: string;
}

export function whoIsHere(): Who {
  const { USER, USERNAME, LOGNAME, COMPUTERNAME, HOSTNAME } = process.env;
  const host = hostname();
  return {
    userNames: named([accountName(), USER, USERNAME, LOGNAME]),
    // With and without the domain.
    hostNames: named([host, host.split('.')[0], COMPUTERNAME, HOSTNAME]),
    homeDir: homedir(),
  };
}

function accountName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    // ENOENT: the user has no entry in the table of users, as in some containers.
    return undefined;
  }
}

function named(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== undefined && name !== ''))] as string[];
}
