// The last build as a source: which file, and how old.

import { count } from '../../base/count';
import { fileNameOf } from '../../base/file-name';
import type { BuildSeen } from '../../script-checks/script-check';

/** `blinky.elf, 3 minutes old`. */
export function buildText({ source, writtenAtMs }: BuildSeen, nowMs: number): string {
  const age = writtenAtMs === undefined ? '' : `, ${ageText(nowMs - writtenAtMs)}`;
  return `${fileNameOf(source)}${age}`;
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `2 hours old`; `new` below a minute, or where clocks disagree. */
export function ageText(ageMs: number): string {
  const unit = units.find(([, ms]) => ageMs >= ms);
  if (unit === undefined) return 'new';
  const [name, ms] = unit;
  return `${count(Math.floor(ageMs / ms), name)} old`;
}
