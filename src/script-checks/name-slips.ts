// Names that are a slip of the pen away from each other.

import { editDistance } from '../base/edit-distance';

/** Names that differ by a number are siblings, not mistakes for each other. */
export function haveSameDigits(a: string, b: string): boolean {
  return a.replace(/\D/g, '') === b.replace(/\D/g, '');
}

/** One letter away, and no sibling. */
export function isSlipOf(name: string, meant: string): boolean {
  if (Math.abs(name.length - meant.length) > 1) return false;
  return haveSameDigits(name, meant) && editDistance(name, meant) === 1;
}
