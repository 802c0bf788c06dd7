// A simulated STM32 on its board, out of a setup: the part, its memories and debug components, and the wire to it.

import type { TargetSetup } from '../setup';
import type { Wire } from '../wire';
import { createBoard } from './board/board';
import type { Board } from './board/board';
import { createDebugMcu } from './board/dbgmcu';
import { createLink } from './board/link';
import { createResetFlags } from './board/reset-flags';
import { createBus } from './bus/bus';
import type { BusDevice } from './bus/bus';
import { createAccessPorts } from './access-ports';
import { createCore } from './core/create-core';
import { createBreakpointUnit } from './debug/breakpoint-unit';
import { createCoreDebug } from './debug/core-debug';
import { createDebugPort } from './debug/debug-port';
import { createRomTables, stDesigner } from './debug/rom-table';
import { createSystemControl } from './debug/system-control';
import { createWatchpointUnit } from './debug/watchpoint-unit';
import { createPartFlash } from './flash/create-flash';
import {
  bootAlias,
  createSystemMemory,
  flashDevices,
  identificationOf,
  memoryRemapOf,
  otpOf,
  ramAliases,
} from './memory-map';
import { parts } from './parts/index';
import { layoutOf } from './parts/part-layout';
import { createPolicy } from './policy';
import { createTargetWire } from './target-wire';

export interface TargetOptions {
  /** Milliseconds that only go up; the process's clock unless a test has its own. */
  readonly now?: () => number;
}

/**
 * Makes the target and powers it; the probe has not connected yet.
 * @throws where the setup asks for what there is not (QEMU for another part than f405, an unreadable image).
 */
export async function createTarget(setup: TargetSetup, options: TargetOptions = {}): Promise<Wire> {
  const part = parts[setup.part];
  const layout = layoutOf(part);
  const { identity } = setup;
  const cpuid = identity.cpuid ?? part.cpuid;
  const devId = identity.devId ?? part.devId;
  const designer = identity.designer ?? stDesigner;

  const system = createSystemMemory(part, layout);
  const flash = createPartFlash(part, layout, setup, (address, bytes) =>
    core.flashChanged(address, bytes),
  );
  const core = await createCore({ setup, part, layout, flash: flash.array, system });
  const policy = createPolicy(part, setup, flash.controller);
  const dbgmcu = createDebugMcu(layout, ((part.idcode & ~0xfff) | devId) >>> 0);
  const resetFlags = createResetFlags(part.resetFlags);
  const breakpoints = createBreakpointUnit(part, () => coreDebug.breakpointsChanged());
  const coreDebug = createCoreDebug({
    core,
    breakpoints: breakpoints.addresses,
    isDebugAllowed: policy.isDebugAllowed,
    isSecureDebug: policy.isSecureDebug,
  });
  const vectors = core.vectors;
  const control = createSystemControl({
    ...{ part, cpuid, below: core.devices, isTrustZoneOn: policy.isSecureDebug() },
    onSystemReset: () => board.resetFromInside('software'),
    onVectorReset: () => coreDebug.localReset(vectors),
  });
  const trace = createWatchpointUnit(part, async () =>
    coreDebug.isTraceEnabled() && coreDebug.isRunning() && core.state() === 'running'
      ? core.programCounter()
      : undefined,
  );
  const tables = createRomTables(part, devId, designer);
  const flashAtBus = flashDevices(flash.window, layout, {
    isReadable: policy.isFlashReadable,
    isSecureDebug: policy.isSecureDebug,
    isTrustZoneOn: setup.isTrustZoneOn,
  });
  const [plainFlash = flash.window] = flashAtBus;
  const devices: readonly BusDevice[] = [
    ...tables.devices,
    ...coreDebug.devices,
    ...control,
    ...[breakpoints.device, trace, dbgmcu.device, resetFlags.device],
    ...memoryRemapOf(part, setup),
    ...[flash.controller.registers, ...flash.controller.others],
    ...identificationOf(part, layout, identity.flashKib ?? part.flashKib),
    ...flashAtBus,
    ...bootAlias(layout, plainFlash, system, setup),
    ...[system, ...otpOf(layout)],
    ...ramAliases(layout, core.devices, setup.isTrustZoneOn),
    ...core.devices,
  ];
  const board: Board = await createBoard({
    ...{ setup, core, coreDebug, dbgmcu, resetFlags, vectors },
    onReset: flash.controller.reset,
    isPortShut: policy.isPortShut,
    now: options.now ?? (() => performance.now()),
  });
  const port = createDebugPort({
    dpidr: identity.dpidr ?? part.dpidr,
    // TARGETID: part number in 27:12, designer in 11:1, 1 (IHI 0031C B2.2.12).
    targetId: ((devId << 16) | (designer.bank << 8) | (designer.id << 1) | 1) >>> 0,
    hasDebugPower: board.hasDebugPower,
  });
  const accessPorts = createAccessPorts(part, {
    bus: createBus(devices),
    romTable: tables.base,
    dbgmcu: dbgmcu.device,
    isCoreOpen: policy.isCorePortOpen,
    isUnderReset: board.isUnderReset,
    isAsleep: () =>
      setup.lowPower === 'sleep' &&
      layout.dbgmcu.control.has('SLEEP') &&
      coreDebug.isRunning() &&
      !dbgmcu.keepsAlive('sleep'),
  });
  return createTargetWire({
    ...{ board, port, accessPorts, waits: setup.waits },
    link: createLink(setup, board.isUnderReset),
    dispose: () => core.dispose(),
  });
}
