// Two files of builds → what changed between them, as Markdown. Part of the analyzer's bundle.

import { buildSizes } from '../analysis/build-sizes';
import { compareBuilds } from '../analysis/compare-builds';
import { buildChangesMarkdown } from '../report/build-changes';

export interface GivenBuild {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type BuildsCompared =
  | { readonly ok: true; readonly markdown: string }
  /** A whole sentence. */
  | { readonly ok: false; readonly why: string };

export function compareBuildFiles(before: GivenBuild, after: GivenBuild): BuildsCompared {
  const [earlier, later] = [before, after].map(({ name, bytes }) => buildSizes(name, bytes));
  if (earlier?.ok !== true) return { ok: false, why: `${before.name} ${earlier?.why ?? ''}.` };
  if (later?.ok !== true) return { ok: false, why: `${after.name} ${later?.why ?? ''}.` };
  return { ok: true, markdown: buildChangesMarkdown(compareBuilds(earlier.sizes, later.sizes)) };
}
