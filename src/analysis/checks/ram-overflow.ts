// Variables, heap and stack take more RAM than the part has, or the linker script would let them.

import { hex32 } from '../../base/hex';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import { evidenceOf, namesText, scriptRegionAt, scriptSectionOf } from '../image-evidence';
import type { PartFacts } from '../image-evidence';
import { judge, ramOverflows } from '../image-layout';
import type { RamOverflow } from '../image-layout';
import { partName, runNear } from '../../devices/memory-runs';
import { findVectorTable } from '../vector-table';
import { longRegionProblem, longRegions, shorteningFix } from '../region-length';
import { severityOf } from '../programmed';
import {
  bytesText,
  distinct,
  regionEvidence,
  runText,
  scriptLocation,
} from '../../script-checks/script-words';

export const ramOverflow = defineCheck({
  id: 'ram-overflow',
  title: 'Variables, heap and stack fit into the RAM of the part',
  severity: 'error',
  needs: ['elf', 'device'],
  uses: ['linkerScript', 'mapFile'],
  run(facts, { args }) {
    const device = facts.device.value;
    const image = facts.elf.value;
    const overflows = ramOverflows(image, device);
    const problems = [
      ...overflows.map((overflow) => problemOf(overflow, facts)),
      ...loadedOnly(overflows, facts),
    ];
    if (problems.length === 0) {
      // A stack pointer at the end of the region is vector-table-bad-stack's, with the same edit.
      const stack = findVectorTable(image, device)?.stackPointer;
      return longRegions(facts, 'ram')
        .filter(({ origin, length }) => origin + length !== stack)
        .map((long) => longRegionProblem(long, facts));
    }
    return problems.map((problem) => ({
      ...problem,
      severity: severityOf(args, problem.severity),
    }));
  },
});

function problemOf({ run, beyond, end, isPossible }: RamOverflow, facts: PartFacts): Problem {
  const { value: device, source } = facts.device;
  const region = scriptRegionAt(facts, run.start) ?? scriptRegionAt(facts, beyond[0]?.start ?? 0);
  const shorter = shorteningFix(region, run);
  const script = scriptSectionOf(facts, beyond[0]?.name ?? '');
  const place =
    shorter === undefined ? script?.namePlace : (region?.lengthPlace ?? region?.namePlace);
  const names = namesText(beyond.map(({ name }) => name));
  const rest = isPossible
    ? '; option bytes can give it that much, from the factory it has less'
    : '';
  return {
    severity: isPossible ? 'warning' : 'error',
    message: `${facts.elf.source} reaches to ${hex32(end - 1)} in RAM, ${bytesText(end - run.end)} more than the ${bytesText(run.end - run.start)} of ${partName(device)} (${runText(run)}): ${names} ${beyond.length > 1 ? 'do' : 'does'} not fit${rest}.`,
    address: run.end - 1,
    evidence: distinct([
      { what: `${device.name}: ${runText(run)}`, where: source },
      ...evidenceOf(
        beyond.map(({ name, start, sizeBytes }) => ({ name, sizeBytes, runsAt: start })),
        facts,
      ),
      ...(region === undefined ? [] : [regionEvidence(region)]),
    ]),
    fixes: [
      ...(shorter === undefined ? [] : [shorter]),
      { title: 'Make buffers, heap or stack smaller, or move some to another RAM of the part.' },
      { title: 'If the board has another part, set device in the launch configuration.' },
    ],
    ...(place === undefined ? {} : { location: scriptLocation(place) }),
  };
}

/** Bytes whose load address, but not their address at run time, is behind the end of the RAM. */
function loadedOnly(overflows: readonly RamOverflow[], facts: PartFacts): readonly Problem[] {
  const device = facts.device.value;
  return judge(facts.elf.value, device).flatMap(({ piece, verdict }) => {
    if (verdict.kind !== 'ram-overflow') return [];
    const { run } = verdict;
    const isTold =
      piece.start === piece.runsAt && overflows.some((told) => told.run.start === run.start);
    if (isTold) return [];
    const end = piece.start + piece.sizeBytes;
    // Its own addresses at run time are of no interest here.
    const item = {
      name: piece.name,
      start: piece.start,
      sizeBytes: piece.sizeBytes,
      hasContent: true,
    };
    const near = runNear(device, 'ram', piece.start) ?? run;
    return [problemOf({ run: near, beyond: [item], end, isPossible: false }, facts)];
  });
}
