// The adapters that are measured, each with what it must be told to do the same work.
import { resetCommands, type ImageFrom } from './debug-session';
import type { Adapter } from './dap-session';
import type { Firmware } from './firmware';
import { qemuArguments } from './qemu';

export interface AdapterSetup {
  /** The adapter's program. */
  readonly file: string;
  readonly gdb: string;
  readonly qemu: string;
  readonly firmware: Firmware;
  /** GDB connects here; in `starts-qemu` QEMU listens here when the adapter does not choose a port itself. */
  readonly port: number;
  readonly imageFrom: ImageFrom;
}

/**
 * This project's adapter, with its defaults but for where the target is and how it is reset.
 * @param isChecked false: without the checks before the launch, which no other contender makes
 */
export function ours(
  { file, gdb, qemu, firmware, port, imageFrom }: AdapterSetup,
  isChecked = true,
): Adapter {
  const target =
    imageFrom === 'starts-qemu'
      ? { servertype: 'qemu', serverpath: qemu }
      : {
          servertype: 'external',
          gdbTarget: `127.0.0.1:${port}`,
          overrideResetCommands: resetCommands,
        };
  return {
    id: 'ours',
    file,
    request: 'launch',
    args: {
      type: 'stm32',
      request: 'launch',
      name: 'bench',
      device: 'STM32F405RG',
      executable: firmware.elf,
      cwd: firmware.folder,
      gdbPath: gdb,
      runToEntryPoint: 'main',
      ...target,
      ...(imageFrom === 'present' ? { loadFiles: [] } : {}),
      ...(isChecked ? {} : { preflight: { mode: 'off' } }),
    },
    stopsAtMainBy: [],
  };
}

/**
 * cdt-gdb-adapter. For a server that runs already it wants `attach`; it has no "run to main", so the client sets a
 * breakpoint there, which its users do too.
 */
export function cdt({ file, gdb, qemu, firmware, port, imageFrom }: AdapterSetup): Adapter {
  const startsQemu = imageFrom === 'starts-qemu';
  // Without a delay it connects at once; GDB itself tries again until QEMU listens.
  const server = { server: qemu, serverParameters: qemuArguments(port), serverStartupDelay: 0 };
  const image = imageFrom === 'present' ? {} : { imageAndSymbols: { imageFileName: firmware.elf } };
  return {
    id: 'cdt',
    file,
    request: startsQemu ? 'launch' : 'attach',
    args: {
      gdb,
      program: firmware.elf,
      cwd: firmware.folder,
      target: { host: '127.0.0.1', port: String(port), ...(startsQemu ? server : {}) },
      ...image,
      preRunCommands: resetCommands,
    },
    stopsAtMainBy: [firmware.lines['main-first']],
  };
}
