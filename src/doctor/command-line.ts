// What is wrong with the command line of a server: the one our own launch made, or one that stands in a log.

import type { SaidLine } from '../findings/diagnosis';
import type { Evidence } from '../findings/finding';
import { fileNameOf } from '../base/file-name';
import type { FailedLaunch } from './failed-launch';
import type { ReadLog } from './log';

export interface CommandFault {
  readonly what: string;
  readonly attribute?: string;
  readonly points: number;
}

/** Which program a servertype starts, by its file name. */
const programs: readonly (readonly [servertype: string, name: RegExp])[] = [
  ['stlink', /st-?link_gdbserver/i],
  ['openocd', /openocd/i],
  ['stutil', /st-util/i],
  ['pyocd', /pyocd/i],
  ['jlink', /jlink/i],
  ['qemu', /qemu/i],
];

/** What a server's arguments alone show; `args` is the whole line, the program first. */
export function commandFaults(args: readonly string[]): readonly CommandFault[] {
  const program = fileNameOf(args[0] ?? '');
  const kind = programs.find(([, name]) => name.test(program))?.[0];
  const has = (...names: readonly string[]): boolean =>
    args.some((arg) => names.includes(arg) || names.some((name) => arg.startsWith(`${name}=`)));
  switch (kind) {
    case 'stlink':
      return [
        ...(has('-d', '--swd', '-q', '--debuggers', '--version')
          ? []
          : [{ what: `${program} was started without -d: it speaks JTAG, not SWD`, points: 5 }]),
        ...(has('-cp', '--stm32cubeprogrammer-path')
          ? []
          : [
              {
                what: `${program} was started without -cp, the folder of STM32_Programmer_CLI`,
                points: 3,
              },
            ]),
        ...foreign(args, /^(?:-f|-s|-c)$/, /\.cfg$/, program, "OpenOCD's scripts"),
      ];
    case 'openocd':
      return foreign(args, /^-(?:cp|d|p)$/, /^-cp$/, program, 'options of ST-LINK_gdbserver');
    case 'jlink':
      return has('-device', '-Device', '-select')
        ? []
        : [{ what: `${program} was started without -device`, attribute: 'device', points: 5 }];
    default:
      return [];
  }
}

function foreign(
  args: readonly string[],
  option: RegExp,
  value: RegExp,
  program: string,
  whose: string,
): readonly CommandFault[] {
  const isForeign = args.some((arg, index) => {
    return option.test(arg) && (value.test(arg) || value.test(args[index + 1] ?? ''));
  });
  return isForeign
    ? [{ what: `${program} was given ${whose}`, attribute: 'serverArgs', points: 8 }]
    : [];
}

/** Of our own launch: the program does not belong to the servertype, or its arguments are wrong. */
export function configurationFaults(launch: FailedLaunch): readonly (CommandFault & {
  readonly evidence: Evidence;
})[] {
  const command = launch.serverCommand;
  const [program] = command ?? [];
  if (command === undefined || program === undefined) return [];
  const { servertype } = launch.args;
  const other = programs.find(([, name]) => name.test(fileNameOf(program)))?.[0];
  const isKnown = programs.some(([known]) => known === servertype);
  const faults: readonly CommandFault[] =
    isKnown && other !== undefined && other !== servertype
      ? [
          {
            what: `servertype is "${servertype}", and ${fileNameOf(program)} is the program of "${other}"`,
            attribute: 'serverpath',
            points: 12,
          },
        ]
      : commandFaults(command);
  const where = `the command line ${command.join(' ')}`;
  return faults.map((fault) => ({ ...fault, evidence: { what: fault.what, where } }));
}

const serverCall =
  /(?:^|[\s"'/\\>$#])((?:openocd|st-util|pyocd|JLinkGDBServer\w{0,6}|ST-LINK_gdbserver)(?:\.exe|\.sh)?)["']?\s+(["']?-.{1,1500})/i;

/** Command lines of servers that stand in the log, with their arguments. */
export function commandLines(
  log: ReadLog,
): readonly { readonly args: readonly string[]; readonly from: SaidLine }[] {
  return log.matching(serverCall).flatMap((from) => {
    const match = serverCall.exec(log.clean[from.line - 1] ?? '');
    if (match === null) return [];
    const words = (match[2] ?? '').match(/"[^"]{0,600}"|'[^']{0,600}'|\S{1,600}/g) ?? [];
    const args = [match[1] ?? '', ...words.map((word) => word.replace(/^["']|["']$/g, ''))];
    return [{ args, from }];
  });
}
