// The checks of the linked file that tell the same as a problem of the server: it sends their ids along. Pure.

/** @param diagnostic as the language client makes it, with the data that the server gave it */
export function idsCovering(diagnostic: object): readonly string[] {
  const data: unknown = 'data' in diagnostic ? diagnostic.data : undefined;
  const ids: unknown =
    typeof data === 'object' && data !== null && 'coveredBy' in data ? data.coveredBy : undefined;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}
