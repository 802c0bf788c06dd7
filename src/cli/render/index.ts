// The list of output formats. An addition is a file and a line here.

import type { Finding, Skipped } from '../../findings/finding';
import { renderJson } from './json';
import { renderText } from './text';

export interface Report {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
}

export type Renderer = (report: Report) => string;

export const formats = ['text', 'json'] as const;

export type Format = (typeof formats)[number];

export const renderers: Readonly<Record<Format, Renderer>> = {
  text: renderText,
  json: renderJson,
};
