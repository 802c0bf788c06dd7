// The checks of the linker script, for a launch: run on the facts of the launch, beside the checks of the image.

import type { Finding, Skipped } from '../findings/finding';
import type { LinkerScript } from '../linker/script-model';
import { checkScript } from '../script-checks/check-script';
import type { ScriptFacts } from '../script-checks/script-check';
import { buildSeen } from './build-seen';
import type { Facts } from './facts';

export interface ScriptFindings {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
}

/**
 * What the checks of the image have told from what really was linked is left to them. Where there is an image nothing here
 * stops a launch: it is the image that is programmed, and the script may have changed since.
 * @param made ids of the checks of the image that were made.
 */
export function findInScript(facts: Facts, made: readonly string[]): ScriptFindings {
  const { linkerScript, elf } = facts;
  if (!linkerScript.ok) return { findings: [], skipped: [] };
  const around = scriptFacts(facts, linkerScript.value.script);
  const { findings, skipped } = checkScript(around, new Set(made));
  if (!elf.ok) return { findings, skipped };
  // What was linked lacks no symbol, so nobody asks the sources.
  const missed = skipped.filter(({ need }) => need !== 'needed');
  // Notes are for whoever looks at the script, not for a launch.
  const told = findings.filter(({ severity }) => severity !== 'information');
  return { findings: told.map(withoutError), skipped: missed };
}

function withoutError(finding: Finding): Finding {
  return finding.severity === 'error' ? { ...finding, severity: 'warning' } : finding;
}

function scriptFacts(facts: Facts, script: LinkerScript): ScriptFacts {
  const { device, namedDevices, elf, mapFile, neededSymbols } = facts;
  return {
    script,
    part: device.ok ? { device: device.value, source: device.source } : undefined,
    named: namedDevices.ok ? namedDevices.value : [],
    build: elf.ok
      ? buildSeen({
          ...{ file: elf.source, image: elf.value, writtenAtMs: undefined },
          map: mapFile.ok ? mapFile.value.map : undefined,
        })
      : undefined,
    needed: neededSymbols.ok ? neededSymbols.value : undefined,
  };
}
