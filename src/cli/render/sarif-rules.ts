// The findings' kinds as SARIF rules: what they are called, and their docs pages.

import { join } from 'node:path';
import type { ReportingDescriptor } from 'sarif';
import { checks } from '../../analysis/checks/index';
import { scriptChecks } from '../../script-checks/index';
import type { Finding, Severity, Skipped } from '../../findings/finding';
import type { Host } from '../../host/host';
import type { RenderContext } from './index';

export const levels = { error: 'error', warning: 'warning', information: 'note' } as const;

interface Kind {
  readonly id: string;
  readonly title: string | undefined;
  readonly severity: Severity;
}

/**
 * Every check, and the other findings of this report, by their ids. A docs page is read for what was found;
 * where the pages are not installed beside the program, only its address is told.
 */
export async function rulesOf(
  findings: readonly Finding[],
  skipped: readonly Skipped[],
  { host, packageFolder }: RenderContext,
): Promise<readonly ReportingDescriptor[]> {
  const kinds = new Map<string, Kind>(
    [...checks, ...scriptChecks].map((check) => [check.id, check]),
  );
  for (const { id, severity } of findings) {
    if (!kinds.has(id)) kinds.set(id, { id, title: undefined, severity });
  }
  for (const { id } of skipped) {
    if (!kinds.has(id)) kinds.set(id, { id, title: undefined, severity: 'information' });
  }
  const found = new Set(findings.map(({ id }) => id));
  const repository = await repositoryOf(host, packageFolder);
  const sorted = [...kinds.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return Promise.all(
    sorted.map(async (kind) => {
      const page = found.has(kind.id) ? await pageOf(host, packageFolder, kind.id) : undefined;
      return toRule(kind, page, repository);
    }),
  );
}

function toRule(
  { id, title, severity }: Kind,
  page: string | undefined,
  repository: string | undefined,
): ReportingDescriptor {
  const summary = title ?? (page === undefined ? undefined : firstSentence(page)) ?? id;
  const short = summary.charAt(0).toUpperCase() + summary.slice(1);
  return {
    id,
    shortDescription: { text: short },
    ...(page === undefined ? {} : { help: { text: page, markdown: page } }),
    ...(repository === undefined
      ? {}
      : { helpUri: `${repository}/blob/HEAD/docs/${folderOf(id)}/${id}.md` }),
    defaultConfiguration: { level: levels[severity] },
  };
}

/** Ids of problems of linker scripts begin so. */
function folderOf(id: string): 'linker' | 'findings' {
  return id.startsWith('ld-') ? 'linker' : 'findings';
}

async function pageOf(host: Host, packageFolder: string, id: string): Promise<string | undefined> {
  const read = await host.readFile(join(packageFolder, 'docs', folderOf(id), `${id}.md`));
  return read.ok ? new TextDecoder().decode(read.bytes) : undefined;
}

/** The line behind the heading, without its severity: "There is no GDB." */
function firstSentence(page: string): string | undefined {
  const [line] = page.split('\n').filter((each) => each.trim() !== '' && !each.startsWith('#'));
  return line?.replace(/\s*_\([^)]*\)_\s*$/, '');
}

/** `repository` of package.json as an address of the web: `https://host/owner/name`. */
export async function repositoryOf(host: Host, packageFolder: string): Promise<string | undefined> {
  const read = await host.readFile(join(packageFolder, 'package.json'));
  if (!read.ok) return undefined;
  const manifest: unknown = JSON.parse(new TextDecoder().decode(read.bytes));
  const { repository } = manifest as { repository?: string | { url?: string } };
  const url = typeof repository === 'string' ? repository : repository?.url;
  const [, path] =
    /^(?:git\+)?(?:https|ssh|git):\/\/(?:git@)?([^\s]+?)(?:\.git)?$/.exec(url ?? '') ?? [];
  return path === undefined ? undefined : `https://${path}`;
}
