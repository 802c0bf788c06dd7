// Which cores of a part an image was built for, from the architecture in `.ARM.attributes`.

import type { Core, Device } from '../devices/device';
import type { ArmAttributes } from '../elf/elf-image';
import type { LaunchArgs } from '../launch/launch-args';
import { isApplicationCore } from '../devices/device';

/**
 * `cannot`: its ordinary code holds instructions that the core does not have. `possible`: it may hold such
 * instructions, in few places or none.
 */
export type Fit =
  { readonly kind: 'fits' } | { readonly kind: 'possible' | 'cannot'; readonly why: string };

const fits: Fit = { kind: 'fits' };

/** M-profile architectures whose ordinary code has the 32-bit instructions of Thumb-2, which v6-M lacks. */
const thumb2 = ['v7', 'v7-M', 'v7E-M', 'v8-M.main', 'v8.1-M.main'];

/**
 * What an M-profile architecture has that a core's lacks: Armv7-M reference manual (DDI 0403) chapter A4 and
 * appendix D, Armv8-M (DDI 0553) chapter B1. v8-M.main has the DSP extension in every STM32.
 */
const additions: Readonly<Record<string, readonly (readonly [lacking: RegExp, what: string])[]>> = {
  'v7E-M': [[/^v7-M$/, 'DSP instructions (SMLAD, QADD, …)']],
  'v8-M.base': [
    [/^v6-M$/, 'MOVW, CBZ, SDIV and exclusive accesses'],
    [/^v7/, 'load-acquire and store-release (LDA, STL) and TrustZone instructions'],
  ],
  'v8-M.main': [[/^v7/, 'load-acquire and store-release (LDA, STL) and TrustZone instructions']],
  'v8.1-M.main': [
    [
      /^v7|^v8-M/,
      'low-overhead loops (DLS, LE), conditional selects (CSEL) and vector instructions',
    ],
  ],
};

/** Whether code of the attributes' architecture runs on the core; what is not known fits. */
export function fitOf({ architecture, profile }: ArmAttributes, core: Core): Fit {
  if (architecture === undefined) return fits;
  const isMicrocontroller = profile === 'M' || /-M(\.|$)/.test(architecture);
  const name = `the ${coreName(core)}`;
  if (isApplicationCore(core)) {
    if (!isMicrocontroller) return fits;
    return { kind: 'cannot', why: `${name} does not start from a Cortex-M vector table` };
  }
  if (!isMicrocontroller && (/-[AR]$/.test(architecture) || profile === 'A' || profile === 'R')) {
    return {
      kind: 'cannot',
      why: `${name} has no Arm state and starts from a vector table of its own kind`,
    };
  }
  if (/^(before v4|v[456])/.test(architecture) && !isMicrocontroller) {
    return {
      kind: 'possible',
      why: `it may hold Arm-state instructions, which ${name} does not have`,
    };
  }
  if (thumb2.includes(architecture) && core.architecture === 'v6-M') {
    return { kind: 'cannot', why: `${name} faults at the first 32-bit Thumb-2 instruction` };
  }
  const lacking = additions[architecture]?.find(([pattern]) => pattern.test(core.architecture));
  if (lacking === undefined) return fits;
  return { kind: 'possible', why: `it may hold ${lacking[1]}, at which ${name} faults` };
}

/**
 * The cores an image of this launch can be for: the one that `core` names, else all but those that run ST's
 * radio firmware.
 */
export function coresOf(device: Device, args: LaunchArgs): readonly Core[] {
  const named = device.cores.filter(
    ({ name }) => args.core !== undefined && isCore(args.core, name),
  );
  return named.length > 0 ? named : device.cores.filter(({ isRadio }) => !isRadio);
}

/** Whether a name that somebody wrote is this core's: `M7`, `m7`, `Cortex-M7`, `CM7`; `M0PLUS` and `CM0P` for M0+. */
export function isCore(written: string, name: string): boolean {
  const plain = written.toUpperCase().replace(/^(CORTEX[-_ ]?|C)(?=[MA]\d)/, '');
  return plain.replace('PLUS', '+').replace(/P$/, '+') === name;
}

/** `Cortex-M0+`. */
export function coreName({ name }: Core): string {
  return `Cortex-${name}`;
}

/** What GCC's -mcpu calls it. */
export function gccName({ name }: Core): string {
  return `cortex-${name.toLowerCase().replace('+', 'plus')}`;
}

/** The cores with their architectures, for a sentence. */
export function describeCores(cores: readonly Core[]): string {
  return cores.map((core) => `the ${coreName(core)} (${core.architecture})`).join(' and ');
}
