// PlatformIO (`platformio-debug`). Its server is chosen in platformio.ini, which is not read here.

import type { RawConfiguration } from '../launch-json';
import type { Imported } from './imported';
import { applyRules, as, converted, keep, lost } from './rules';
import type { Reading, Rules } from './rules';
import { text } from './values';

export function importPlatformio(source: RawConfiguration): Imported {
  const imported = applyRules(source, rules, { servertype: 'openocd' });
  const text = 'now openocd, which PlatformIO starts for an ST-LINK (debug_tool of platformio.ini)';
  return {
    ...imported,
    notes: [{ attribute: 'type', what: 'converted', text }, ...imported.notes],
  };
}

const rules: Rules = {
  cwd: keep('cwd'),
  executable: keep('executable'),
  toolchainBinDir: as('armToolchainPath', text),
  projectEnvName: lost('give the part of this environment in device'),
  loadMode: readLoadMode,
};

function readLoadMode(value: unknown): Reading {
  switch (value) {
    case 'modified':
      return converted({ skipIfIdentical: true });
    case 'manual':
      return converted({ loadFiles: [] });
    default:
      return { what: 'converted', text: 'not needed: the image is programmed by every launch' };
  }
}
