// Whether the found GDB can run here at all: its machine and its shared libraries, read from its file.

import { readProgramFile } from '../../host/program-file';
import { findLibraries } from '../../host/shared-libraries';
import type { ToolSearch } from '../../host/find-tool';
import type { Host } from '../../host/host';
import type { MachineKind } from '../../host/surroundings';
import { known, unknownFact } from '../facts';
import type { Fact, ProgramHealth } from '../facts';

/** What a machine runs by itself, by Node's name of it; 32-bit programs run where their loader is installed. */
const native: Readonly<Record<string, readonly string[]>> = {
  x64: ['x86-64', 'x86'],
  ia32: ['x86', 'x86-64'],
  arm64: ['AArch64', 'Arm'],
  arm: ['Arm', 'AArch64'],
  riscv64: ['RISC-V'],
  ppc64: ['PowerPC64'],
  s390x: ['s390x'],
  loong64: ['LoongArch'],
};

export async function gatherProgramHealth(
  host: Host,
  tool: Fact<ToolSearch>,
  machine: MachineKind,
): Promise<Fact<ProgramHealth>> {
  if (!tool.ok) return tool;
  const path = tool.value.found;
  if (path === undefined) return unknownFact('there is no GDB');
  if (host.platform !== 'linux')
    return unknownFact('this system does not tell without starting the program');
  const real = await host.realPath(path);
  const program = await readProgramFile(host, real);
  if (program.kind === 'script') return unknownFact(`${path} is a script`);
  if (program.kind === 'unknown') return unknownFact(program.why);
  const libraries = await findLibraries(host, real, program);
  if (libraries === undefined)
    return unknownFact(`${path} has its libraries where only the loader knows`);
  const { missing, searched } = libraries;
  const runs = native[host.arch];
  const isForeign = runs !== undefined && !runs.includes(program.machine);
  // An emulator may run it all the same; one outside a container is not visible in it.
  const isEmulated = isForeign && (machine.isContainer || (await hasEmulator(host)));
  const foreignMachine = isForeign && !isEmulated ? program.machine : undefined;
  return known({ path, missingLibraries: missing, searched, foreignMachine }, real);
}

/** Programs that the kernel hands foreign ELF files to (Documentation/admin-guide/binfmt-misc.rst). */
async function hasEmulator(host: Host): Promise<boolean> {
  const names = await host.readDir('/proc/sys/fs/binfmt_misc');
  return names.some((name) => /qemu|rosetta|fex|box(64|86)/i.test(name));
}
