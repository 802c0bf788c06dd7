// The list of features. An addition is a file beside this one and a line here.

import type { Feature } from '../feature';
import { diagnostics } from './diagnostics';

export const features: readonly Feature[] = [diagnostics];
