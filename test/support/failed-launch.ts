// A failed launch for the tests of the doctor: a transcript, and what was known besides.

import { factNotNeeded } from '../../src/analysis/facts';
import type { Facts } from '../../src/analysis/facts';
import { noFacts } from '../../src/analysis/facts/index';
import type { TranscriptLine, TranscriptSource } from '../../src/base/transcript';
import type { FailedLaunch } from '../../src/doctor/failed-launch';
import type { Finding } from '../../src/findings/finding';
import { resolveArgs } from '../../src/launch/resolve-args';

export interface FailedLaunchSpec {
  /** `source: text`, or text of the server. */
  readonly lines?: readonly string[];
  readonly code?: string;
  readonly message?: string;
  readonly launch?: Readonly<Record<string, unknown>>;
  readonly facts?: Partial<Facts>;
  readonly findings?: readonly Finding[];
  readonly serverCommand?: readonly string[];
  readonly serverEnd?: FailedLaunch['serverEnd'];
}

export function failedLaunch(spec: FailedLaunchSpec): FailedLaunch {
  const raw = {
    type: 'stm32',
    request: 'launch',
    name: 'Debug',
    servertype: 'openocd',
    device: 'STM32F405RG',
    executable: 'build/app.elf',
    ...spec.launch,
  };
  return {
    transcript: (spec.lines ?? []).map(toLine),
    failure: { code: spec.code ?? 'server-failed', message: spec.message ?? 'It failed.' },
    args: resolveArgs(raw, '/work').args,
    facts: { ...noFacts(factNotNeeded('it is not part of this test')), ...spec.facts },
    findings: spec.findings ?? [],
    serverCommand: spec.serverCommand,
    serverEnd: spec.serverEnd,
  };
}

/** A finding of a check, with the least that one has. */
export function finding(id: string, more: Partial<Finding> = {}): Finding {
  return { id, severity: 'error', message: `${id}.`, evidence: [], fixes: [], ...more };
}

function toLine(line: string, index: number): TranscriptLine {
  const [, source = 'server', text = ''] =
    /^(?:(adapter|server|gdb|probe|target): )?(.*)$/.exec(line) ?? [];
  return { atMs: index, source: source as TranscriptSource, text };
}
