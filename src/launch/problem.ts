// A finding about the launch configuration itself: its evidence is what stands there.

import type { Finding, Severity } from '../findings/finding';

/** @param what the evidence; one that begins with `"name"` is about that attribute. */
export function problem(
  id: string,
  severity: Severity,
  message: string,
  what: string,
  fix: string,
): Finding {
  const evidence = [{ what, where: 'launch configuration' }];
  const [, attribute] = /^"([^"]+)"/.exec(what) ?? [];
  return {
    ...{ id, severity, message, evidence, fixes: [{ title: fix }] },
    ...(attribute === undefined ? {} : { attribute }),
  };
}
