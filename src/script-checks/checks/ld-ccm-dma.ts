// Buffers in memory that no DMA controller reaches: CCM of F3 and F4, the TCMs of H7 but for MDMA.

import type { LinkerScript, ScriptSection } from '../../linker/script-model';
import { regionNamed } from '../../linker/script-model';
import type { Memory } from '../../devices/device';
import { partName, placeOf } from '../../devices/memory-runs';
import { isDiscard } from '../input-patterns';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { regionEvidence, scriptEvidence, scriptLocation } from '../script-words';
import { dataSection, zeroSection } from '../whole-program';

/** Names that sections of DMA buffers have: by purpose, and ST's descriptors of Ethernet. */
const forDma =
  /(?:^|[._\-*])(?:m?dma\d?|bdma|gpdma|dmabuf\w*|dma_\w+|[rt]xdecripsection|[rt]xdescripsection|[rt]x_?pool\w*|[rt]x_?desc\w*)(?=$|[._\-*])/i;

export const ldCcmDma = defineScriptCheck({
  id: 'ld-ccm-dma',
  title: 'DMA reaches the memory of its buffers',
  severity: 'information',
  needs: ['part'],
  run({ script, part: { device, source } }) {
    const unreached = (section: ScriptSection): Memory | undefined => {
      const start = startOf(script, section);
      const memory = start === undefined ? undefined : placeOf(device, start)?.memory;
      return memory === undefined || memory.dma || !isWorkMemory(memory) ? undefined : memory;
    };
    const buffers = script.sections.flatMap((section): ScriptFinding[] => {
      const what = forDma.test(section.name)
        ? section.name
        : section.inputs.flatMap(({ patterns }) => patterns).find((each) => forDma.test(each));
      const memory = what === undefined || isDiscard(section) ? undefined : unreached(section);
      if (what === undefined || memory === undefined) return [];
      const message = `Section ${section.name} is for DMA by its name (${what}), but ${unreachedText(memory)}, where it is.`;
      return [findingOf(section, memory, message)];
    });
    return buffers.length > 0 ? buffers : ordinaryVariables();

    function ordinaryVariables(): readonly ScriptFinding[] {
      const section = [dataSection(script), zeroSection(script)].find(
        (each) => each !== undefined && unreached(each) !== undefined,
      );
      const memory = section && unreached(section);
      if (section === undefined || memory === undefined) return [];
      const message = `Variables without a section of their own (${section.name}) are in ${memory.name}, and ${unreachedText(memory)}: a buffer for DMA needs another section.`;
      return [findingOf(section, memory, message)];
    }

    function findingOf(section: ScriptSection, memory: Memory, message: string): ScriptFinding {
      const region = section.region === undefined ? undefined : regionNamed(script, section.region);
      const note = memory.note === undefined ? '' : `, ${memory.note}`;
      return {
        message,
        evidence: [
          scriptEvidence(`section ${section.name}`, section.namePlace),
          ...(region === undefined ? [] : [regionEvidence(region)]),
          { what: `${device.name}: ${memory.name} without DMA${note}`, where: source },
        ],
        fixes: [
          { title: `Put buffers for DMA into a region that DMA reaches, such as ${other()}.` },
        ],
        location: scriptLocation(section.regionPlace ?? section.namePlace),
      };
    }

    /** MDMA of H7 and HPDMA of H7RS and N6 have a port of their own to the TCMs. */
    function unreachedText({ name, kind }: Memory): string {
      const others = device.family === 'H7' ? 'MDMA' : 'HPDMA';
      const except = kind === 'ccm' ? '' : ` but ${others}`;
      return `no DMA controller of ${partName(device)}${except} reaches ${name}`;
    }

    function other(): string {
      const reached = device.memories.filter(({ dma, kind }) => dma && kind === 'ram');
      const region = script.regions.find(({ origin }) => {
        const memory = origin === undefined ? undefined : placeOf(device, origin)?.memory;
        return memory !== undefined && reached.includes(memory);
      });
      return region?.name ?? reached[0]?.name ?? 'SRAM1';
    }
  },
});

function isWorkMemory({ kind }: Memory): boolean {
  return kind === 'ccm' || kind === 'itcm' || kind === 'dtcm' || kind === 'ram';
}

function startOf(script: LinkerScript, section: ScriptSection): number | undefined {
  if (section.address !== undefined) return section.address;
  return section.region === undefined ? undefined : regionNamed(script, section.region)?.origin;
}
