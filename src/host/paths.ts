// Paths as text: what lies inside of a folder, and how it is called from there. The disk is not asked.

import path from 'node:path';

/** Node's module for the paths of one system. */
export type PathRules = Pick<typeof path, 'relative' | 'isAbsolute' | 'sep'>;

/**
 * Whether a path is the folder or below it.
 * @param rules of the system that the paths are from.
 */
export function isInside(folder: string, file: string, rules: PathRules = path): boolean {
  const way = rules.relative(folder, file);
  // Between two drives of Windows there is no relative path: the answer is the absolute one.
  return way !== '..' && !way.startsWith(`..${rules.sep}`) && !rules.isAbsolute(way);
}

/** A path as seen from a folder: short when it lies inside of it, else whole; `.` for the folder itself. */
export function pathFrom(folder: string, file: string): string {
  return isInside(folder, file) ? path.relative(folder, file) || '.' : file;
}
