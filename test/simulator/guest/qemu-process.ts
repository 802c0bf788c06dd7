// QEMU as a child process: its arguments, what its console says, and its end.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What the guest's programs need at most; Node and OpenOCD together use 300 MB. */
const memoryMb = 1024;

/** Ports of the guest's hub, each for low to high speed. */
const usbPorts = 8;

export interface Machine {
  readonly kernel: string;
  readonly initrd: string;
  /** Unix socket of the job port; somebody listens there. */
  readonly port: string;
  /** Unix sockets of USB devices. */
  readonly usb: readonly string[];
}

export class QemuProcess {
  /** The kernel's and init's messages, then QEMU's own. */
  console = '';
  /** Rejects when it ends, which never happens by itself. */
  readonly ended: Promise<never>;
  private readonly exit: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.console += text));
    }
    const closed = once(child, 'close') as Promise<[code: number | null, signal: string | null]>;
    this.exit = closed.catch(() => undefined); // it could not be started
    this.ended = closed.then(([code, signal]) => {
      throw new Error(`QEMU ended (${signal ?? code})`);
    });
    this.ended.catch(() => undefined); // only those who wait at that time hear of it
  }

  static start(machine: Machine): QemuProcess {
    const args = qemuArgs(machine);
    return new QemuProcess(
      spawn('qemu-system-x86_64', args, { stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit;
  }
}

function qemuArgs({ kernel, initrd, port, usb }: Machine): string[] {
  return [
    // Emulated, also where /dev/kvm is there: it works everywhere alike (nested virtual machines hang with KVM).
    ...['-M', 'q35', '-accel', 'tcg,thread=single', '-cpu', 'max', '-smp', '1'],
    // Its time is told in instructions, 2 ns each, as on a computer of some years ago, and not in the host's: what
    // runs in it keeps its time limits however slow and busy the host is. While it waits, time is the host's.
    ...['-icount', 'shift=1'],
    ...['-m', `${memoryMb}`, '-nodefaults', '-display', 'none', '-no-reboot', '-nic', 'none'],
    ...['-serial', 'stdio', '-kernel', kernel, '-initrd', initrd],
    // Reads time from the processor's counter, does not look for hardware bugs and restarts instead of waiting.
    '-append',
    'console=ttyS0 quiet loglevel=3 panic=-1 mitigations=off nokaslr tsc=reliable',
    ...['-fsdev', 'local,id=host,path=/,security_model=none,readonly=on,multidevs=remap'],
    ...['-device', 'virtio-9p-pci,fsdev=host,mount_tag=host'],
    ...['-chardev', `socket,id=jobs,path=${escaped(port)}`],
    ...['-device', 'virtio-serial-pci', '-device', 'virtserialport,chardev=jobs,name=jobs'],
    ...['-device', `qemu-xhci,id=hub,p2=${usbPorts},p3=${usbPorts}`],
    ...usb.flatMap((path, index) => [
      ...['-chardev', `socket,id=usb${index},path=${escaped(path)}`],
      ...['-device', `usb-redir,chardev=usb${index},bus=hub.0,port=${index + 1}`],
    ]),
  ];
}

/** A comma separates QEMU's options; two stand for one. */
function escaped(path: string): string {
  return path.replaceAll(',', ',,');
}
