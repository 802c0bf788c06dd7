// Findings of an evaluated script: asked for by several features, made once.

import type { Finding } from '../findings/finding';
import { checkScript } from '../script-checks/check-script';
import type { ScriptFacts } from '../script-checks/script-check';

const made = new WeakMap<ScriptFacts, readonly Finding[]>();

export function findingsOf(facts: ScriptFacts): readonly Finding[] {
  const known = made.get(facts);
  if (known !== undefined) return known;
  const { findings } = checkScript(facts);
  made.set(facts, findings);
  return findings;
}
