// The parts by name.

import { f405, g431, l476 } from './cortex-m4-parts';
import { f103, g071, h563, h743, l552 } from './other-parts';
import type { PartName } from '../../setup';
import type { Part } from './part';

export const parts: Readonly<Record<PartName, Part>> = {
  ...{ f405, f103, l476, g431 },
  ...{ h743, l552, h563, g071 },
};
