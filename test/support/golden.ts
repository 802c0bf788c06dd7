// Golden files: compared, and written when missing on a developer's machine or asked for with UPDATE=1.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Compares with a golden file; in CI a missing one is a failure. */
export function expectGolden(path: string, actual: string): void {
  const isUpdate = process.env['UPDATE'] === '1';
  const isMissing = !existsSync(path);
  if (isUpdate || (isMissing && process.env['CI'] === undefined)) writeFileSync(path, actual);
  assert.ok(existsSync(path), `${path} is missing; run with UPDATE=1 to write it`);
  assert.equal(actual, readFileSync(path, 'utf8'), `differs from ${path}`);
}
