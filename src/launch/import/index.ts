// The dialects of launch.json that can be imported, and what every import ends with. An addition is a file and a line.

import { attributes } from '../attributes';
import type { Attribute } from '../attributes';
import type { RawConfiguration } from '../launch-json';
import { resolveArgs } from '../resolve-args';
import { optionsAsAttributes } from '../server-options';
import { importCdtGdb } from './import-cdt-gdb';
import { importCortexDebug } from './import-cortex-debug';
import { importCppdbg, isRemoteCppdbg } from './import-cppdbg';
import { importPlatformio } from './import-platformio';
import { importProbeRs } from './import-probe-rs';
import { importSt } from './import-st';
import { importCubeIde } from './import-cubeide';
import type { CubeIdeImport, CubeIdePlace } from './import-cubeide';
import { noteOf } from './imported';
import type { Imported, ImportNote } from './imported';
import { commandsIn, isEmpty } from './rules';

interface Dialect {
  /** As a user knows it. */
  readonly label: string;
  readonly convert: (source: RawConfiguration) => Imported;
  /** Whether a configuration of this type is about a target at all. */
  readonly isMeant?: (source: RawConfiguration) => boolean;
}

const st: Dialect = { label: "ST's extension for VS Code", convert: importSt };

/** By the configuration's `type`. */
const dialects: Readonly<Record<string, Dialect>> = {
  'cortex-debug': { label: 'Cortex-Debug', convert: importCortexDebug },
  'mcu-debug': { label: 'mcu-debug', convert: importCortexDebug },
  stlinkgdbtarget: st,
  jlinkgdbtarget: st,
  stgdbtarget: st,
  gdbtarget: { label: 'CDT GDB Debug Adapter', convert: importCdtGdb },
  'probe-rs-debug': { label: 'probe-rs', convert: importProbeRs },
  'platformio-debug': { label: 'PlatformIO', convert: importPlatformio },
  cppdbg: { label: 'C/C++ (cppdbg)', convert: importCppdbg, isMeant: isRemoteCppdbg },
};

/** @returns whose configuration it is, in a user's words; undefined for one that cannot be imported. */
export function dialectOf(source: RawConfiguration): string | undefined {
  return dialectFor(source)?.label;
}

/** Never throws. @returns undefined for a configuration that `dialectOf` does not know. */
export function importConfiguration(source: RawConfiguration): Imported | undefined {
  const dialect = dialectFor(source);
  return dialect === undefined ? undefined : finish(dialect.convert(source));
}

/** The text of a .launch file of STM32CubeIDE. Never throws. */
export function importLaunchFile(xml: string, place: CubeIdePlace): CubeIdeImport {
  const read = importCubeIde(xml, place);
  return read.ok ? { ok: true, imported: finish(read.imported) } : read;
}

function dialectFor(source: RawConfiguration): Dialect | undefined {
  const { type } = source;
  const known = typeof type === 'string' && Object.hasOwn(dialects, type) ? dialects[type] : null;
  return known?.isMeant?.(source) === false ? undefined : (known ?? undefined);
}

/** Writes the options of the server as the attributes they stand for, and leaves out what would only give warnings. */
function finish({ configuration, notes }: Imported): Imported {
  const read = optionsAsAttributes(configuration);
  const told: ImportNote[] = [...notes, ...read.problems.map(noteOf)];
  const wrong = wrongValues(read.configuration);
  const leftOut = new Set<string>();
  const kept = Object.entries(read.configuration).filter(([attribute, value]) => {
    if (isEmpty(value) && attribute === 'serverArgs') return false;
    const why = whyLeftOut(attribute, configuration) ?? wrong.get(attribute);
    if (why === undefined) {
      told.push(...neededExtensions(attribute, value));
      return true;
    }
    leftOut.add(attribute);
    told.push({ attribute, ...why });
    return false;
  });
  const isTrue = ({ attribute, what }: ImportNote): boolean =>
    what !== 'kept' || !leftOut.has(attribute);
  return { configuration: Object.fromEntries(kept), notes: told.filter(isTrue) };
}

type Why = Omit<ImportNote, 'attribute'>;

/** Values of another type than their attribute has; what a variable stands for is not known yet. */
function wrongValues(configuration: RawConfiguration): ReadonlyMap<string, Why> {
  const { problems } = resolveArgs(configuration, '/');
  const found = problems.flatMap(({ id, attribute, message }): [string, Why][] => {
    const value = attribute === undefined ? undefined : configuration[attribute];
    const isVariable = typeof value === 'string' && value.includes('${');
    if (id !== 'attribute-wrong-type' || attribute === undefined || isVariable) return [];
    const text = `${message.replace(/\.$/, '')}, not ${JSON.stringify(value)}`;
    return [[attribute, { what: 'lost', text }]];
  });
  return new Map(found);
}

function whyLeftOut(name: string, whole: RawConfiguration): Why | undefined {
  const attribute = Object.hasOwn(attributes, name)
    ? (attributes as Readonly<Record<string, Attribute>>)[name]
    : undefined;
  const { servertype, request } = whole;
  if (typeof servertype === 'string' && attribute?.servers?.includes(servertype) === false)
    return { what: 'lost', text: `servertype "${servertype}" does not read it` };
  if (attribute?.request !== undefined && attribute.request !== request)
    return {
      what: 'converted',
      text: `not needed: it has no effect on ${request === 'attach' ? 'an attach' : 'a launch'}`,
    };
  return undefined;
}

/** Other commands may well be there: CMake's are a usual way to name the ELF file. */
function neededExtensions(attribute: string, value: unknown): readonly ImportNote[] {
  return commandsIn(value).map((command) => ({
    attribute,
    what: 'kept',
    text: `it is asked of the command ${command}, whose extension must stay installed`,
  }));
}
