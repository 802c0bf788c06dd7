// The voltage at VTref, while the target is left alone.

import type { Session } from '../session';

/** The converter's samples scatter by a percent or so; three show it. */
const samples = 3;

export async function readSupply(session: Session): Promise<void> {
  const { draft } = session;
  if (!session.features.hasVoltage) {
    draft.whys.supply = "the probe's firmware cannot measure the voltage";
    return;
  }
  for (let sample = 0; sample < samples; sample++) {
    const volts = await session.ask((stlink) => stlink.voltage());
    if (volts === undefined) {
      draft.whys.supply = 'the probe measured no voltage';
      return;
    }
    draft.supply ??= { idleVolts: [], haltedVolts: undefined, underResetVolts: undefined };
    draft.supply.idleVolts.push(volts);
  }
}

/** The same at a moment when the target is in another state. */
export async function readSupplyAs(
  session: Session,
  state: 'haltedVolts' | 'underResetVolts',
): Promise<void> {
  const { supply } = session.draft;
  if (supply !== undefined) supply[state] = await session.ask((stlink) => stlink.voltage());
}
