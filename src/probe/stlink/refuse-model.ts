// Probes of ST's that nobody can debug with as they are: named, and told what to do.

import { Failure } from '../../base/failure';
import { stLinkModel } from './ids';
import type { StLinkKind } from './stlink';

/**
 * @param id `0483:374b`
 * @returns why this model is not opened; undefined when it can be.
 */
export function refusalOfModel(id: string): Failure | undefined {
  const model = stLinkModel(id);
  switch (model?.kind) {
    case 'V1': {
      const message =
        'The ST-LINK/V1 is not supported: it speaks another protocol than all later ones.';
      const fix = 'Use an ST-LINK/V2 or later, or a GDB server that knows the V1.';
      return new Failure('probe-unsupported', 'user', message, { evidence: [`USB id ${id}`], fix });
    }
    case 'loader':
      return inLoader(`USB id ${id}, ${model.name}`);
    case undefined:
    case 'V2':
    case 'V2-1':
    case 'V3':
    case 'V3PWR':
      return undefined;
  }
}

/** @returns the failure of a probe that waits for new firmware */
export function inLoader(evidence: string): Failure {
  const message = 'The probe is in its USB loader, where it cannot debug.';
  const fix =
    'Unplug it and plug it in again; if it stays so, install its firmware with STM32CubeProgrammer or ' +
    'STSW-LINK007.';
  return new Failure('probe-loader', 'user', message, { evidence: [evidence], fix });
}

/** The kind of an id; an id that is not listed is driven like the boards' V2-1. */
export function kindOf(id: string): StLinkKind {
  return stLinkModel(id)?.kind ?? 'V2-1';
}
