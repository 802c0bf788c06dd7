// The list of output formats. An addition is a file, a line here and a name in report.ts; each is loaded
// only when it is asked for.

import type { Host } from '../../host/host';
import type { Format, Report } from '../report';

/** What a renderer may ask for besides the report. */
export interface RenderContext {
  readonly host: Host;
  readonly version: string;
  /** The folder of the program's package.json; absolute. */
  readonly packageFolder: string;
  readonly isColoured: boolean;
}

/** Gives the whole output, ended by a line feed. */
export type Renderer = (report: Report, context: RenderContext) => string | Promise<string>;

export async function loadRenderer(format: Format): Promise<Renderer> {
  switch (format) {
    case 'text':
      return (await import('./text')).renderText;
    case 'json':
      return (await import('./json')).renderJson;
    case 'sarif':
      return (await import('./sarif')).renderSarif;
  }
}
