// The launch configuration's device is no part of the table, or only a line of parts: then the checks of addresses
// cannot be made, or only roughly.

import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { NamedDevice } from '../facts';

export const deviceUnknown = defineCheck({
  id: 'device-unknown',
  title: 'The configured device is a known STM32 part',
  severity: 'warning',
  needs: ['namedDevices'],
  uses: ['device'],
  run({ namedDevices, device }) {
    const configured = namedDevices.value.find(({ kind }) => kind === 'configuration');
    if (configured === undefined) return [];
    const { match } = configured;
    if (match.kind === 'unknown') return [unknown(configured, match.nearest)];
    // Another file of the project tells which part of the line it is.
    const isExact = device.ok && device.value.match === 'part';
    // Microprocessors (MP1, MP2) have no flash that differs.
    const isClear = match.device.match === 'part' || match.device.flashBytes === 0;
    return isClear || isExact ? [] : [onlyLine(configured)];
  },
});

function unknown({ text }: NamedDevice, nearest: readonly string[]): Problem {
  const names = nearest.length === 0 ? '' : ` Names like it: ${nearest.join(', ')}.`;
  return {
    message: `device "${text}" is no STM32 part that is known here, so nothing can be checked against its memories.${names}`,
    evidence: [{ what: `"device": ${JSON.stringify(text)}`, where: 'launch configuration' }],
    attribute: 'device',
    fixes: [
      {
        title:
          'Write the part as it is printed on the chip or as the .ioc has it (Mcu.UserName), such as STM32F405RG.',
      },
    ],
  };
}

function onlyLine({ text, match }: NamedDevice): Problem {
  const size =
    match.kind === 'found' ? `${match.device.flashBytes} bytes of flash` : 'its memories';
  return {
    severity: 'information',
    message: `device "${text}" stands for several parts; the largest of them, with ${size}, is assumed, so an image that is too large for a smaller one is not noticed.`,
    evidence: [{ what: `"device": ${JSON.stringify(text)}`, where: 'launch configuration' }],
    attribute: 'device',
    fixes: [{ title: 'Write the whole name with pin count and flash size, such as STM32F405RG.' }],
  };
}
