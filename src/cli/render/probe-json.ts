// What `probe` found, for other programs. The shape is a promise (docs/cli.md): fields may be added, none changed.
// Identifications and addresses are text in hex, as data sheets have them; quantities are numbers. What is not known is
// null, and `target.notDetermined` says why.

import { hex32, shortHex } from '../../base/hex';
import type {
  Chip,
  Connection,
  CoreState,
  Designer,
  Examination,
  LinkQuality,
  Nrst,
  ProtectionState,
  Reading,
  Supply,
} from '../../examination/examination';
import type { ProbeReport } from '../probe/probe-report';
import { findingToJson, skippedToJson } from './json';
import { notDetermined } from './not-determined';
import { listedToJson } from './probe-list';

export function renderProbeJson(report: ProbeReport): string {
  const { examination, findings, skipped, whyNot } = report;
  const target = {
    ...readingsToJson(examination),
    notDetermined: notDetermined(examination, whyNot),
    commands: examination?.commands ?? 0,
    tookMs: Math.round(examination?.tookMs ?? 0),
  };
  const all = {
    probe: probeToJson(report),
    target,
    findings: findings.map(findingToJson),
    skipped: skipped.map(skippedToJson),
  };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}

/** `state`: as `OpeningState`, or `not-opened`. */
function probeToJson({ examination, chosen, list, whyNot }: ProbeReport): object {
  const opened = examination?.probe.ok === true ? examination.probe.value : undefined;
  const listed = chosen === undefined ? {} : listedToJson(chosen);
  const opening = examination?.opening;
  return {
    ...listed,
    ...(opened === undefined
      ? {}
      : {
          ...{ name: opened.name, id: opened.id, kind: opened.kind, serial: opened.serial ?? null },
          ...{ place: opened.place, carrier: opened.carrier, modeAtOpen: opened.modeAtOpen },
        }),
    firmware: opened?.firmware.text ?? null,
    state: opening?.state ?? 'not-opened',
    message: opening === undefined ? whyNot : opening.message,
    ...(chosen === undefined ? { candidates: list.probes.map(listedToJson) } : {}),
  };
}

function readingsToJson(examination: Examination | undefined): object {
  return {
    supply: valueOf(examination?.supply, supplyToJson),
    connection: valueOf(examination?.connection, connectionToJson),
    link: valueOf(examination?.link, linkToJson),
    nrst: valueOf(examination?.nrst, nrstToJson),
    chip: valueOf(examination?.chip, chipToJson),
    protection: valueOf(examination?.protection, protectionToJson),
    coreState: valueOf(examination?.coreState, coreStateToJson),
  };
}

function valueOf<T>(reading: Reading<T> | undefined, toJson: (value: T) => object): object | null {
  return reading?.ok === true ? toJson(reading.value) : null;
}

function supplyToJson({ idleVolts, haltedVolts, underResetVolts }: Supply): object {
  return {
    idleVolts,
    haltedVolts: haltedVolts ?? null,
    underResetVolts: underResetVolts ?? null,
  };
}

function connectionToJson({ attempts, succeeded, mayReset }: Connection): object {
  const toJson = ({ speedKhz, underReset, result }: Connection['attempts'][number]): object => ({
    ...{ speedKhz: speedKhz ?? null, underReset },
    ...(result.ok
      ? { ok: true, dpidr: hex32(result.dpidr) }
      : { ok: false, status: result.status, code: shortHex(result.code) }),
  });
  return {
    attempts: attempts.map(toJson),
    succeeded: succeeded === undefined ? null : toJson(succeeded),
    mayReset,
  };
}

function linkToJson(link: LinkQuality): object {
  return {
    ...{ what: link.what, samples: link.samples },
    fastestCleanKhz: link.fastestCleanKhz ?? null,
    fastestCleanUnderResetKhz: link.fastestCleanUnderResetKhz ?? null,
  };
}

function nrstToJson({ isInResetAtStart, pulse }: Nrst): object {
  return {
    isInResetAtStart: isInResetAtStart ?? null,
    pulse:
      pulse === undefined
        ? null
        : {
            lowMs: pulse.lowMs,
            reachedCore: pulse.reachedCore ?? null,
            recoveryMs: pulse.recoveryMs ?? null,
            inResetForMs: pulse.inResetForMs ?? null,
            waitedMs: pulse.waitedMs,
          },
  };
}

function chipToJson(chip: Chip): object {
  const { idcode, die } = chip;
  return {
    ...{ dpidr: hex32(chip.dpidr), dpDesigner: designerToJson(chip.dpDesigner) },
    ...{ cpuid: chip.cpuid === undefined ? null : hex32(chip.cpuid), core: chip.core ?? null },
    idcode:
      idcode === undefined ? null : { address: hex32(idcode.address), value: hex32(idcode.value) },
    ...{ devId: orNull(chip.devId), revId: orNull(chip.revId), revision: chip.revision ?? null },
    ...{ die: die === undefined ? null : `STM32${die.name}`, flashKib: chip.flashKib ?? null },
    romDesigner: chip.romDesigner === undefined ? null : designerToJson(chip.romDesigner),
  };
}

function designerToJson({ bank, id }: Designer): object {
  return { bank, id: shortHex(id) };
}

function protectionToJson(state: ProtectionState): object {
  const { field, writeProtected } = state;
  return {
    level: state.level ?? null,
    field:
      field === undefined
        ? null
        : { name: field.name, register: hex32(field.register), value: hex32(field.value) },
    isFlashReadable: state.isFlashReadable ?? null,
    isTrustZoneOn: state.isTrustZoneOn ?? null,
    writeProtected:
      writeProtected?.map(({ start, end }) => ({ start: hex32(start), end: hex32(end) })) ?? null,
  };
}

function coreStateToJson(core: CoreState): object {
  const { debugInLowPower: kept, resetFlags } = core;
  return {
    ...{ dhcsr: hex32(core.dhcsr), isHalted: core.isHalted, isAsleep: core.isAsleep },
    ...{ isLockedUp: core.isLockedUp, resetsSeen: core.resetsSeen },
    ...{ resetReads: core.resetReads, resetMs: Math.round(core.resetMs) },
    ...{ pcs: core.pcs.map(hex32), bootedFrom: core.bootedFrom ?? null },
    debugInLowPower:
      kept === undefined
        ? null
        : { sleep: kept.sleep ?? null, stop: kept.stop ?? null, standby: kept.standby ?? null },
    resetFlags:
      resetFlags === undefined
        ? null
        : {
            register: hex32(resetFlags.register),
            value: hex32(resetFlags.value),
            names: resetFlags.names,
          },
  };
}

function orNull(value: number | undefined): string | null {
  return value === undefined ? null : shortHex(value);
}
