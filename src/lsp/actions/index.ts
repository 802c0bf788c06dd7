// The list of refactorings. An addition is a file beside this one and a line here.

import type { Action } from '../action';
import { addExternalSection } from './add-external-section';
import { addRegion } from './add-region';
import { convertLength } from './convert-length';

export const actions: readonly Action[] = [convertLength, addRegion, addExternalSection];
