import assert from 'node:assert/strict';
import { strFromU8, unzipSync } from 'fflate';
import { launchReport, reportLimit } from '../../../src/report/launch-report';
import { reportZip } from '../../../src/report/report-zip';
import { sampleEnvironment, sampleRecord, secrets } from './sample-record';

const report = launchReport(sampleRecord, sampleEnvironment);

/** Blocks of code by their content. */
function fences(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^(`{3,})\w*\n([\s\S]*?)\n\1$/gm)].map(([, , text = '']) => text);
}

describe('launchReport', () => {
  it('tells what happened, diagnosis, findings, configuration, versions and what was said', () => {
    const headings = [...report.matchAll(/^##+ (.*)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(headings, [
      ...['STM32 debug launch', 'Diagnosis', 'Findings of the checks before the launch'],
      ...['Configuration', 'Versions', 'Command lines', 'Transcript'],
    ]);
    assert.match(report, /^The launch failed\.$/m);
    assert.match(
      report,
      /^\*\*1\. confirmed: There is no probe \\<serial 1\\>\.\*\* \(`probe-sele/m,
    );
    assert.match(report, /^- Fix: Leave out serialNumber\.$/m);
    assert.match(report, /^- To decide: Launch without it\.$/m);
    assert.match(report, /^- \*\*warning\*\* `elf-optimised`: The program is optimised\.$/m);
    assert.match(report, /^\| OpenOCD \| 0\.12\.0 \|\n\| GDB \| not told \|$/m);
    assert.match(report, /^ {3}0\.000 adapter launch in <workspace>$/m);
    assert.match(report, /^ {3}1\.300 gdb {5}<- \^error,msg=".*\/?x\.elf: 0x08000000"$/m);
  });

  it('has nothing private in it', () => {
    for (const secret of secrets)
      assert.ok(!report.toLowerCase().includes(secret.toLowerCase()), secret);
    assert.match(report, /"API_TOKEN": "<secret>"/);
    assert.match(report, /"executable": "<workspace>\\\\build\\\\app\.elf"/);
  });

  it('has configuration that stays JSON, and fences that no content can end', () => {
    const [, , json = ''] = fences(report);
    const parsed = fences(report).flatMap((text) => (text.startsWith('{') ? [text] : []));
    assert.equal(parsed.length, 1, json);
    assert.equal((JSON.parse(parsed[0] ?? '') as { type: string }).type, 'stm32');
    const transcript = fences(report).find((text) => text.includes('</details>'));
    assert.ok(transcript?.includes('```\\n</details> <b>@<user>'), report);
    assert.ok(report.endsWith('\n\n</details>\n'));
  });

  it('tells of a launch that worked how the target was reached', () => {
    const way = { attributes: { speed: 480 }, text: 'under reset at 480 kHz' };
    const told = launchReport(
      { ...sampleRecord, outcome: 'started', failure: undefined, diagnosis: undefined, way },
      sampleEnvironment,
    );
    assert.match(told, /^The session started\.\n\nThe target answered under reset at 480 kHz\.$/m);
    assert.ok(!told.includes('### Diagnosis'));
  });

  it('fits into an issue whatever was said, with the beginning, the end and what is missing', () => {
    const text = 'x'.repeat(2_000);
    const transcript = Array.from({ length: 5_000 }, (_, index) => ({
      atMs: index,
      source: 'server' as const,
      text: `line ${index} ${text}`,
    }));
    const [finding] = sampleRecord.findings;
    const findings = Array.from({ length: 500 }, () => finding!);
    const configuration = { list: Array.from({ length: 5_000 }, (_, index) => `value ${index}`) };
    const commandLines = [Array.from({ length: 5_000 }, () => 'argument')];
    const diagnosis = {
      causes: Array.from({ length: 5 }, () => ({
        ...sampleRecord.diagnosis!.causes[0]!,
        evidence: Array.from({ length: 100 }, (_, line) => ({ line, text })),
      })),
      noise: [],
      lastLines: [],
    };
    const failure = { code: 'server-failed', message: `${text}\n`.repeat(100) };
    const huge = { transcript, findings, configuration, commandLines, diagnosis, failure };
    const told = launchReport({ ...sampleRecord, ...huge, dropped: 7 }, sampleEnvironment);
    assert.ok(told.length <= reportLimit, String(told.length));
    assert.match(told, /<summary>5000 lines; 7 more were not kept<\/summary>/);
    const [, transcriptPart = ''] = told.split('### Transcript');
    const [, left] = /^… (\d+) lines left out …$/m.exec(transcriptPart) ?? [];
    assert.ok(Number(left) > 4_000, left);
    assert.match(told, /server {2}line 0 x/);
    assert.match(told, /server {2}line 4999 x/);
  });
});

describe('reportZip', () => {
  const zip = reportZip(sampleRecord, sampleEnvironment, Date.UTC(2025, 0, 2, 3, 4));

  it('holds the report, and transcript and configuration that say that they are raw', () => {
    const files = unzipSync(zip);
    assert.deepEqual(Object.keys(files), ['report.md', 'transcript.txt', 'launch.json']);
    const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
    assert.equal(text('report.md'), report);
    assert.match(text('transcript.txt'), /^# Not redacted: /);
    assert.match(
      text('transcript.txt'),
      /\n0\.000\tadapter\tlaunch in C:\/Users\/erika\/geheim\/board\n/,
    );
    assert.match(text('launch.json'), /^\/\/ Not redacted: /);
    const [first, ...json] = text('launch.json').split('\n');
    assert.ok(first);
    const { configurations } = JSON.parse(json.join('\n')) as { configurations: object[] };
    assert.deepEqual(configurations, [sampleRecord.configuration]);
  });

  it('is the same for the same record', () => {
    assert.deepEqual(reportZip(sampleRecord, sampleEnvironment, Date.UTC(2025, 0, 2, 3, 4)), zip);
  });
});
