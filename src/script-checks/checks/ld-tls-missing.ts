// The program has variables of threads, and no output section takes their initial values.

import { defineScriptCheck } from '../script-check';
import { scriptEvidence, scriptLocation } from '../script-words';
import { isNamed, untakenEvidence, untakenSections } from '../untaken-sections';
import { dataSection, isWholeProgram } from '../whole-program';

export const ldTlsMissing = defineScriptCheck({
  id: 'ld-tls-missing',
  title: 'Output sections take the thread-local variables that the program has',
  severity: 'warning',
  needs: ['build'],
  run({ script, build }) {
    if (!isWholeProgram(script)) return [];
    const found = (untakenSections(script, build) ?? []).filter(
      (each) => isNamed(each, '.tdata') || isNamed(each, '.tbss'),
    );
    const data = dataSection(script);
    const [first] = found;
    if (first === undefined || data === undefined) return [];
    return [
      {
        message: `The program has thread-local variables (${first.name}), but no output section takes .tdata and .tbss: the C library finds neither their initial values nor their size.`,
        evidence: [
          ...found.map((each) => untakenEvidence(each, build)),
          scriptEvidence(`section ${data.name}, beside which they belong`, data.namePlace),
        ],
        fixes: [
          {
            title:
              'Add .tdata and .tbss with the symbols that the C library asks for (for picolibc __tdata_start, __tdata_source, __tbss_start, __tls_base and their sizes), or compile without _Thread_local.',
          },
        ],
        location: scriptLocation(data.namePlace),
      },
    ];
  },
});
