// The launch names no ELF file, or a file that is not there.

import { defineCheck } from '../check';
import type { CheckContext, Problem } from '../check';
import type { FileAttribute, MissingFile } from '../facts';

export const elfMissing = defineCheck({
  id: 'elf-missing',
  title: 'The files to program and to read symbols from are there',
  severity: 'error',
  needs: ['imageFile', 'missingFiles'],
  run({ imageFile, missingFiles }, context) {
    const image = imageFile.value;
    const others = missingFiles.value.map((file) => notThere(file, []));
    if (image.state === 'missing') return [notThere(image, image.nearby), ...others];
    if (image.state === 'not-configured')
      return [...notConfigured(context, image.nearby), ...others];
    return others;
  },
});

function notThere(file: MissingFile, nearby: readonly string[]): Problem {
  const { attribute, path } = file;
  return {
    message: `The file ${path} is not there.`,
    attribute,
    evidence: [
      { what: `"${attribute}" names ${path}`, where: 'launch configuration' },
      ...nearby.map((other) => ({ what: 'an ELF file near it', where: other })),
    ],
    fixes: [
      ...nearby.map((other) => ({ title: suggestion(attribute, other) })),
      { title: `Build the project, or correct ${attribute} (a relative path starts at cwd).` },
    ],
  };
}

/** An attach works without symbols, and so does a launch that says itself what it programs. */
function notConfigured(context: CheckContext, nearby: readonly string[]): readonly Problem[] {
  const { request, loadFiles, symbolFiles } = context.args;
  if (symbolFiles !== undefined && (request === 'attach' || loadFiles !== undefined)) return [];
  const isEnough = request === 'attach' || loadFiles !== undefined;
  return [
    {
      severity: isEnough ? 'warning' : 'error',
      message: isEnough
        ? 'No ELF file is configured, so there are no source lines and no variables.'
        : 'No ELF file is configured: there is nothing to program and to debug.',
      evidence: [
        { what: 'no "executable"', where: 'launch configuration' },
        ...nearby.map((other) => ({ what: 'an ELF file', where: other })),
      ],
      fixes: [
        ...nearby.map((other) => ({ title: suggestion('executable', other) })),
        { title: 'Set executable to the ELF file of your build.' },
      ],
    },
  ];
}

function suggestion(attribute: FileAttribute, path: string): string {
  const value = attribute === 'executable' ? `"${path}"` : `["${path}"]`;
  return `Use "${attribute}": ${value}`;
}
