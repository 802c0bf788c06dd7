// What an examination could not tell, and why: everything that a renderer would otherwise leave out in silence.

import type { Examination } from '../../examination/examination';

export interface NotDetermined {
  /** A member of the report's `target`, with what of it behind a point or colon: `nrst.pulse`, `chip: flash size`. */
  readonly what: string;
  readonly why: string;
}

/** The readings of a target, in the order in which they are shown. */
export const readingNames = [
  ...(['supply', 'connection', 'link', 'nrst', 'chip', 'protection', 'coreState'] as const),
] as const;

const onlyWithReset = 'only with --may-reset';

/** @param whyNot when nothing was examined at all. */
export function notDetermined(
  examination: Examination | undefined,
  whyNot: string,
): readonly NotDetermined[] {
  if (examination === undefined) return readingNames.map((what) => ({ what, why: whyNot }));
  return readingNames.flatMap((what): readonly NotDetermined[] => {
    const reading = examination[what];
    return reading.ok ? partsOf(examination, what) : [{ what, why: reading.why }];
  });
}

/** What is missing of a reading that is known. */
function partsOf(
  { supply, connection, link, nrst, chip, protection, coreState }: Examination,
  name: (typeof readingNames)[number],
): readonly NotDetermined[] {
  const unread = (what: string, list: readonly NotDetermined[]): readonly NotDetermined[] =>
    list.map((each) => ({ what: `${what}: ${each.what}`, why: each.why }));
  const isResettable = connection.ok && connection.value.mayReset;
  switch (name) {
    case 'supply': {
      const { haltedVolts, underResetVolts } = supply.ok ? supply.value : {};
      const isLookedAt = connection.ok && !isResettable;
      const notHalted = isLookedAt ? onlyWithReset : 'the core was not halted';
      const notHeld = isLookedAt ? onlyWithReset : 'NRST was not pulled low';
      return [
        ...missing('supply.haltedVolts', haltedVolts, notHalted),
        ...missing('supply.underResetVolts', underResetVolts, notHeld),
      ];
    }
    case 'connection': {
      const isOpen =
        connection.ok && connection.value.succeeded === undefined && !connection.value.mayReset;
      return isOpen ? [{ what: 'connection.underReset', why: onlyWithReset }] : [];
    }
    case 'nrst':
      return nrst.ok
        ? [
            ...missing(
              'nrst.pulse',
              nrst.value.pulse,
              isResettable
                ? 'no pulse could be given'
                : 'no pulse was given (--may-reset allows one)',
            ),
            ...missing(
              'nrst.isInResetAtStart',
              nrst.value.isInResetAtStart,
              'the core did not answer',
            ),
          ]
        : [];
    case 'chip':
      return chip.ok ? unread(name, chip.value.unread) : [];
    case 'protection':
      return protection.ok ? unread(name, protection.value.unread) : [];
    case 'coreState':
      return coreState.ok ? unread(name, coreState.value.unread) : [];
    case 'link':
      return link.ok && link.value.samples.length === 0
        ? [{ what: 'link.samples', why: 'nothing was read' }]
        : [];
  }
}

function missing(what: string, value: unknown, why: string): readonly NotDetermined[] {
  return value === undefined ? [{ what, why }] : [];
}
