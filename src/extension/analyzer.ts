// Loads the bundle of the analyzer when somebody asks for it. The one place that imports it, because the bundler
// keeps this import as it stands.

import type * as analyzer from './analyzer-bundle';

export function loadAnalyzer(): Promise<typeof analyzer> {
  return import('./analyzer-bundle');
}
