// TrustZone is on where the project does not reckon with it, or the life cycle of the chip (product state) has closed
// its debug port in part.

import { hex32, shortHex } from '../../base/hex';
import type { Device } from '../../devices/device';
import type { Chip, Connection, LinkQuality, ProtectionState } from '../../examination/examination';
import type { Evidence } from '../../findings/finding';
import type { LaunchArgs } from '../../launch/launch-args';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { Fact, IocInUse, KnownFact, LoadedFile } from '../facts';
import { placeOf } from '../../devices/memory-runs';
import { programsFiles } from '../programmed';

export const chipSecured = defineCheck({
  id: 'chip-secured',
  title: 'Security settings of the chip leave it open for this launch',
  severity: 'warning',
  needs: ['connection'],
  uses: ['chip', 'protection', 'link', 'device', 'ioc', 'loadedFiles'],
  run(facts, { args }): readonly Problem[] {
    const closed = closedPort(facts);
    if (closed !== undefined) return [closed];
    const { protection } = facts;
    if (!protection.ok) return [];
    const state = lifeCycle(protection, args);
    if (state !== undefined) return [state];
    const zone = trustZone(protection, facts, args);
    return zone === undefined ? [] : [zone];
  },
});

/** Tables of read-out protection whose parts can close the core's access port and keep the debug port. */
const closable: ReadonlySet<string> = new Set(['H5', 'H7RS', 'TZ', 'C5']);
/** DPIDRs of Cortex-M33 parts; 0x6ba02477 is that of H7 too, which cannot close its port in part. */
const closablePorts: readonly number[] = [0x0be12477, 0x0be02477];

interface PortFacts {
  readonly connection: KnownFact<Connection>;
  readonly chip: Fact<Chip>;
  readonly link: Fact<LinkQuality>;
  readonly device: Fact<Device>;
}

/** The debug port answers and the core behind it does not, with a good link. */
function closedPort({ connection, chip, link, device }: PortFacts): Problem | undefined {
  const { succeeded } = connection.value;
  if (succeeded?.result.ok !== true) return undefined;
  const { dpidr } = succeeded.result;
  const isCoreRead = chip.ok && (chip.value.cpuid !== undefined || chip.value.devId !== undefined);
  const isLinkBad = link.ok && link.value.samples.some(({ errors }) => errors > 0);
  if (isCoreRead || isLinkBad) return undefined;
  // What was not even tried, as after an unplugged probe, says nothing.
  const unread = chip.ok ? chip.value.unread[0] : undefined;
  if (unread === undefined) return undefined;
  const isClosable = device.ok
    ? device.value.die !== undefined && closable.has(device.value.die.rdp)
    : closablePorts.includes(dpidr);
  const cause = isClosable
    ? 'likely the life cycle of the chip (product state) is not OPEN, or its debug authentication is closed'
    : "possibly the core's power or clock is off, or the life cycle of the chip (product state) is not OPEN";
  return {
    confidence: isClosable ? 'likely' : 'possible',
    message: `The debug port answers (DPIDR ${hex32(dpidr)}), but the core behind it cannot be reached: ${cause}.`,
    evidence: [
      { what: `DPIDR: ${hex32(dpidr)}`, where: connection.source },
      { what: `${unread.what}: ${unread.why}`, where: connection.source },
      ...(isClosable && device.ok
        ? [{ what: `${device.value.name} has such a life cycle`, where: device.source }]
        : []),
    ],
    fixes: [
      ...(isClosable
        ? []
        : [{ title: 'Connect under reset, or switch the supply off and on, and try again.' }]),
      {
        title: `${isClosable ? 'Read' : 'If the chip has one (H5, H7RS, WBA and others), read'} the product state with the discovery of debug authentication in STM32CubeProgrammer; the debug port opens with the certificate or password that was provisioned.`,
      },
      regression,
    ],
  };
}

const regression = {
  title:
    'A regression to OPEN, where the chip allows one, erases its flash: only if nothing in it is still needed.',
};

/** `CLOSED`, `PROVISIONING`, …; levels of read-out protection are another check's. */
function lifeCycle(protection: KnownFact<ProtectionState>, args: LaunchArgs): Problem | undefined {
  const { level, isFlashReadable } = protection.value;
  if (level === undefined || level === 'OPEN' || /^L\d/.test(level)) return undefined;
  const isShut = isFlashReadable === false;
  return {
    severity: isShut && programsFiles(args) ? 'error' : 'warning',
    message: `The chip's life cycle (product state) is ${level}, not OPEN: ${isShut ? 'the flash can neither be read nor programmed through the debug port' : 'what the debugger may read, stop and program is limited'}.`,
    evidence: protectionEvidence(protection),
    fixes: [
      {
        title:
          'Debug through debug authentication, with the certificate or password that was provisioned.',
      },
      regression,
    ],
  };
}

interface ZoneFacts {
  readonly device: Fact<Device>;
  readonly ioc: Fact<IocInUse>;
  readonly loadedFiles: Fact<readonly LoadedFile[]>;
}

function trustZone(
  protection: KnownFact<ProtectionState>,
  facts: ZoneFacts,
  args: LaunchArgs,
): Problem | undefined {
  const { isTrustZoneOn, isFlashReadable } = protection.value;
  if (isTrustZoneOn !== true) return undefined;
  const expected = expectation(args, facts);
  if (expected.isOn) return undefined;
  const isShut = isFlashReadable === false;
  const isSure = isShut && expected.evidence !== undefined && programsFiles(args);
  return {
    severity: isSure ? 'error' : 'warning',
    message: `TrustZone is on in the option bytes of the chip (TZEN)${expected.but}: ${isShut ? 'the flash at its ordinary address cannot be read, nor can it be programmed there' : 'flash that is secure cannot be programmed at its ordinary address, and the core starts in the secure world'}.`,
    evidence: [
      ...protectionEvidence(protection),
      ...(expected.evidence === undefined ? [] : [expected.evidence]),
    ],
    fixes: [
      {
        title:
          'If TrustZone is meant, set "trustZone": "on", and program the secure image too (loadFiles).',
      },
      {
        title:
          'If it is not meant: TZEN can only be cleared together with a regression from level 1 (L5, U5) or of the product state (H5), which erases the whole flash.',
      },
    ],
    attribute: 'trustZone',
  };
}

interface Expectation {
  readonly isOn: boolean;
  /** `, but "trustZone" is "off"`. */
  readonly but: string;
  readonly evidence: Evidence | undefined;
}

/** What the launch says, then the project, then where its files have their bytes. */
function expectation(args: LaunchArgs, { ioc, loadedFiles, device }: ZoneFacts): Expectation {
  if (args.trustZone !== 'auto') {
    const what = `"trustZone": "${args.trustZone}"`;
    const evidence = { what, where: 'launch configuration' };
    return { isOn: args.trustZone === 'on', but: `, but trustZone is "off"`, evidence };
  }
  const ofProject = ioc.ok ? ioc.value.project.trustZone : undefined;
  if (ioc.ok && ofProject !== undefined) {
    const evidence = {
      what: `CubeMX project: TrustZone is ${ofProject ? 'on' : 'off'}`,
      where: ioc.value.file,
    };
    return { isOn: ofProject, but: ', but the CubeMX project has it off', evidence };
  }
  const [file] = loadedFiles.ok ? loadedFiles.value : [];
  if (!loadedFiles.ok || file === undefined || !device.ok)
    return { isOn: false, but: '', evidence: undefined };
  const isSecure = loadedFiles.value.some(({ ranges }) =>
    ranges.some(({ start }) => placeOf(device.value, start)?.isSecureAlias === true),
  );
  const first = file.ranges[0]?.start ?? 0;
  const evidence = {
    what: `bytes at ordinary addresses only, from ${hex32(first)}`,
    where: file.path,
  };
  return { isOn: isSecure, but: ', but the image is a non-secure one alone', evidence };
}

function protectionEvidence({
  value: { field, level, isTrustZoneOn, isFlashReadable },
  source: where,
}: KnownFact<ProtectionState>): readonly Evidence[] {
  const told = [
    ...(level === undefined ? [] : [level.replace(/^L(?=\d)/, 'level ')]),
    ...(isTrustZoneOn === true ? ['TrustZone on'] : []),
  ].join(', ');
  return [
    ...(field === undefined
      ? [{ what: told === '' ? 'protection state' : told, where }]
      : [
          {
            what: `${field.name} at ${shortHex(field.register)}: ${hex32(field.value)}, ${told}`,
            where,
          },
        ]),
    ...(isFlashReadable === undefined
      ? []
      : [
          {
            what: `the first word of the flash ${isFlashReadable ? 'can' : 'cannot'} be read`,
            where,
          },
        ]),
  ];
}
