// Whether a problem of a script is one that no launch of the folder wants to hear of. Pure.

type Launch = Readonly<Record<string, unknown>>;

/**
 * @param ids of the problem, and of the checks that tell the same; one of them is enough
 * @param launches every configuration of the folder: what only one of them ignores is told
 */
export function isIgnored(ids: readonly string[], launches: readonly Launch[]): boolean {
  return launches.length > 0 && launches.every((launch) => ids.some((id) => ignores(launch, id)));
}

function ignores(launch: Launch, id: string): boolean {
  const preflight = launch['preflight'];
  if (typeof preflight !== 'object' || preflight === null) return false;
  const ignore: unknown = 'ignore' in preflight ? preflight.ignore : undefined;
  return Array.isArray(ignore) && ignore.includes(id);
}
