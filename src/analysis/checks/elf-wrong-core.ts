// The code was built for an architecture that the part's core does not have.

import { coresOf, describeCores, fitOf, gccName } from '../core-fit';
import { defineCheck } from '../check';
import { severityOf } from '../programmed';

export const elfWrongCore = defineCheck({
  id: 'elf-wrong-core',
  title: "The ELF file is built for the part's core",
  severity: 'error',
  needs: ['elf', 'device'],
  run({ elf: { value: image, source }, device: { value: device, source: named } }, { args }) {
    const { attributes } = image;
    if (attributes?.architecture === undefined || image.type === 'rel') return [];
    const cores = coresOf(device, args);
    const fits = cores.map((core) => fitOf(attributes, core));
    // An image is for one core: the one that it fits best.
    const worst = fits.find(({ kind }) => kind === 'possible') ?? fits[0];
    if (worst === undefined || worst.kind === 'fits' || fits.some(({ kind }) => kind === 'fits')) {
      return [];
    }
    const { architecture, cpuName, profile } = attributes;
    const isSure = worst.kind === 'cannot';
    const having = `${describeCores(cores)} of ${device.name}`;
    return [
      {
        message: isSure
          ? `${source} is built for ${architecture}, which ${having} cannot run: ${worst.why}.`
          : `${source} is built for ${architecture}, not for ${having}: ${worst.why}.`,
        evidence: [
          {
            what: `.ARM.attributes: architecture ${architecture}, profile ${profile ?? 'not given'}, processor "${cpuName ?? 'not given'}"`,
            where: source,
          },
          { what: `${device.name} has ${describeCores(device.cores)}`, where: named },
        ],
        fixes: [
          {
            title: `Build all files and libraries with ${cores.map((core) => `-mcpu=${gccName(core)}`).join(' or ')}.`,
          },
          { title: 'If the board has another part, set device in the launch configuration.' },
        ],
        severity: severityOf(args, isSure ? 'error' : 'warning'),
      },
    ];
  },
});
