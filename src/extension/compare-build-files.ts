// Two files of builds → what changed between them, as Markdown. Part of the analyzer's bundle.

import { buildSizesOfFile } from '../analysis/build-sizes';
import { compareBuilds } from '../analysis/compare-builds';
import { createNodeHost } from '../host/node-host';
import { buildChangesMarkdown } from '../report/build-changes';

export interface GivenBuild {
  /** Its path. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type BuildsCompared =
  | { readonly ok: true; readonly markdown: string }
  /** A whole sentence. */
  | { readonly ok: false; readonly why: string };

export async function compareBuildFiles(
  before: GivenBuild,
  after: GivenBuild,
): Promise<BuildsCompared> {
  const host = createNodeHost();
  const [earlier, later] = await Promise.all(
    [before, after].map(({ name, bytes }) => buildSizesOfFile(host, name, bytes)),
  );
  if (earlier?.ok !== true) return { ok: false, why: `${before.name} ${earlier?.why ?? ''}.` };
  if (later?.ok !== true) return { ok: false, why: `${after.name} ${later?.why ?? ''}.` };
  return { ok: true, markdown: buildChangesMarkdown(compareBuilds(earlier.sizes, later.sizes)) };
}
