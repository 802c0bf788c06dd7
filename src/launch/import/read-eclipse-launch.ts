// Eclipse's .launch files: XML with one element for each attribute. Whatever the text, a value or a fault comes back.

import { parseXml, XmlElement, XmlError } from '@rgrove/parse-xml';

export type EclipseValue = string | number | boolean | readonly string[];

export interface EclipseLaunch {
  /** Whose configuration it is: an identifier of Eclipse. */
  readonly type: string;
  readonly attributes: ReadonlyMap<string, EclipseValue>;
}

/** Where the text stops being a .launch file; counted from 1. */
export interface EclipseLaunchFault {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

export type ReadEclipseLaunch =
  | { readonly ok: true; readonly launch: EclipseLaunch }
  | { readonly ok: false; readonly fault: EclipseLaunchFault };

/** A real one has some ten thousand characters. */
const maxLength = 1_000_000;

/** Entities of the file's own are refused by the parser, so that a small text cannot become a big one. */
export function readEclipseLaunch(text: string): ReadEclipseLaunch {
  if (text.length > maxLength) return fault('it is too long for a launch configuration');
  let root: XmlElement | null;
  try {
    root = parseXml(text).root;
  } catch (error) {
    return fault(...whyNoXml(error));
  }
  const type = root?.attributes['type'] ?? '';
  if (root?.name !== 'launchConfiguration' || type === '')
    return fault('it is no launch configuration of Eclipse');
  const attributes = new Map<string, EclipseValue>();
  for (const child of elementsOf(root)) {
    const key = child.attributes['key'];
    const value = key === undefined ? undefined : valueOf(child);
    if (key !== undefined && value !== undefined) attributes.set(key, value);
  }
  return { ok: true, launch: { type, attributes } };
}

function fault(message: string, line?: number, column?: number): ReadEclipseLaunch {
  const place = line === undefined || column === undefined ? {} : { line, column };
  return { ok: false, fault: { message, ...place } };
}

/** @returns message, line, column */
function whyNoXml(error: unknown): [string, number?, number?] {
  // Behind the first line it draws the place with an arrow.
  if (!(error instanceof XmlError)) return ['it is no XML that can be read'];
  const [first = ''] = error.message.split('\n');
  const reason = first.replace(/\s*\(line \d+, column \d+\)\s*$/, '');
  return [`it is no XML: ${reason}`, error.line, error.column];
}

function elementsOf(parent: XmlElement): readonly XmlElement[] {
  return parent.children.filter((child) => child instanceof XmlElement);
}

/** Maps and sets are for Eclipse itself. */
function valueOf(element: XmlElement): EclipseValue | undefined {
  const value = element.attributes['value'] ?? '';
  switch (element.name) {
    case 'stringAttribute':
      return value;
    case 'booleanAttribute':
      return value === 'true';
    case 'intAttribute':
      return /^-?\d{1,9}$/.test(value) ? Number(value) : undefined;
    case 'listAttribute':
      return elementsOf(element).map((entry) => entry.attributes['value'] ?? '');
    default:
      return undefined;
  }
}
