// The code uses a floating-point unit that the part's core does not have.

import type { Core } from '../../devices/device';
import type { ArmAttributes } from '../../elf/elf-image';
import { coreName, coresOf, fitOf } from '../core-fit';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import { severityOf } from '../programmed';

export const elfWrongFpu = defineCheck({
  id: 'elf-wrong-fpu',
  title: "The ELF file is built for the core's floating-point unit",
  severity: 'error',
  needs: ['elf', 'device'],
  run({ elf: { value: image, source }, device: { value: device, source: named } }, { args }) {
    const { attributes } = image;
    if (attributes === undefined || attributes.fpu === 'none' || image.type === 'rel') return [];
    // A core that cannot run the code at all is elf-wrong-core's.
    const cores = coresOf(device, args).filter((core) => fitOf(attributes, core).kind !== 'cannot');
    const best = cores.find(({ fpu }) => fpu === 'dp') ?? cores.find(({ fpu }) => fpu === 'sp');
    const core = best ?? cores[0];
    if (core === undefined || hasEnough(attributes, core)) return [];
    const name = `the ${coreName(core)} of ${device.name}`;
    const verdict =
      core.fpu === 'none' ? withoutFpu(attributes, source, name) : withoutDoubles(source, name);
    return [
      {
        ...verdict,
        severity: severityOf(args, verdict.severity),
        evidence: [
          { what: `.ARM.attributes: ${describeUse(attributes)}`, where: source },
          { what: `${name}: ${fpuNames[core.fpu]}`, where: named },
        ],
      },
    ];
  },
});

const fpuNames = {
  none: 'no floating-point unit',
  sp: 'floating-point unit with single precision only',
  dp: 'floating-point unit with single and double precision',
} as const;

type Verdict = Pick<Problem, 'message' | 'fixes' | 'severity'>;

function hasEnough({ fpu }: ArmAttributes, core: Core): boolean {
  return core.fpu === 'dp' || core.fpu === fpu;
}

function withoutFpu({ isHardFloatAbi }: ArmAttributes, source: string, name: string): Verdict {
  const fixes = [
    { title: 'Build all files and libraries with -mfloat-abi=soft and without -mfpu.' },
    { title: 'If the board has another part, set device in the launch configuration.' },
  ];
  if (!isHardFloatAbi) {
    return {
      message: `${source} may hold floating-point instructions (softfp), and ${name} has no floating-point unit: each one faults.`,
      fixes,
      severity: 'warning',
    };
  }
  return {
    message: `${source} is built for the hard-float ABI, but ${name} has no floating-point unit: it faults at the first floating-point instruction.`,
    fixes,
    severity: 'error',
  };
}

function withoutDoubles(source: string, name: string): Verdict {
  return {
    message: `${source} is built for a floating-point unit with double precision, but that of ${name} has single precision only: an instruction with a double faults.`,
    fixes: [
      {
        title:
          'Build all files and libraries with the single-precision unit: -mfpu=fpv4-sp-d16 for a Cortex-M4, -mfpu=fpv5-sp-d16 for a Cortex-M7 or M33.',
      },
      { title: 'Correct device, or core of a part with several, if another one is meant.' },
    ],
    severity: 'warning',
  };
}

function describeUse({ fpu, isHardFloatAbi }: ArmAttributes): string {
  const precision = fpu === 'sp' ? 'single precision' : 'single and double precision';
  return `floating-point instructions (${precision}), ${isHardFloatAbi ? 'hard-float' : 'soft-float'} ABI`;
}
