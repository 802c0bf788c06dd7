// Finds the target: at the clock that was asked for, again, slower, and at last, where that is allowed, under reset.

import type { ConnectAttempt } from '../examination';
import type { Session } from '../session';
import { connectUnderReset } from './connect-under-reset';
import { tryToEnter } from './try-to-enter';

/** A link that works now and then is worth a second and third try, before a slower clock is held for the cure. */
const triesAtFirst = 3;
/** Few, and far apart: with a dead target every attempt is in vain. */
const slowerKhz: readonly number[] = [480, 100, 5];

/** @returns whether the target answered; the session's clock is the one at which it did */
export async function connect(session: Session): Promise<boolean> {
  const { draft } = session;
  // Whoever left it in debug mode may have left NRST low; this releases both.
  if (session.modeAtOpen === 'debug') await session.ask((stlink) => stlink.exitDebug());
  const succeeded =
    (await connectNormally(session)) ??
    (await connectSlowly(session)) ??
    (session.mayReset ? await connectUnderReset(session) : undefined);
  draft.connection = { succeeded };
  if (succeeded !== undefined) return true;
  for (const name of ['chip', 'protection', 'coreState', 'link', 'nrst'] as const)
    draft.whys[name] = 'the target did not answer';
  return false;
}

async function connectNormally(session: Session): Promise<ConnectAttempt | undefined> {
  for (let tried = 0; tried < triesAtFirst; tried++) {
    const attempt = await tryToEnter(session, tried === 0 ? session.speedKhz : undefined);
    if (attempt.result.ok) return attempt;
  }
  return undefined;
}

async function connectSlowly(session: Session): Promise<ConnectAttempt | undefined> {
  const { frequenciesKhz } = session;
  const first = session.speedNowKhz ?? 0;
  const offered = slowerKhz.map((khz) => frequenciesKhz.find((listed) => listed <= khz));
  for (const khz of new Set(offered)) {
    if (khz === undefined || khz >= first) continue;
    const attempt = await tryToEnter(session, khz);
    if (attempt.result.ok) return attempt;
  }
  return undefined;
}
