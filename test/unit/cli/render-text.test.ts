import assert from 'node:assert/strict';
import { renderText } from '../../../src/cli/render/text';
import { bare, full, note, project, report } from './sample-report';

describe('renderText', () => {
  it('begins each finding with a place that terminals make a link of', () => {
    const text = renderText(report(project('fw', [full, bare, note])), { isColoured: false });
    const expected = [
      'fw/my app.ld:7:3: error: Section .psram has 16 bytes. [elf-no-debug-info]',
      '  .psram (NOLOAD) is missing (fw/my app.ld:7:1)',
      '  no region holds it (STM32F405RG)',
      '  Fix: Add (NOLOAD).',
      '  Fix: Or move it.',
      '',
      'warning: There is no server. [server-missing]',
      '  not found (PATH)',
      '',
      'info: Debug is not configured. [not-listed]',
      '  no SYS entry (fw/fw.ioc)',
      '  Fix: Set it.',
      '',
      'not checked: there is no file a.elf [elf-not-arm, elf-truncated]',
      '',
      '1 error, 1 warning, 2 checks not made.',
      '',
    ];
    assert.equal(text, expected.join('\n'));
  });

  it('sums up each of several projects, and all of them', () => {
    const projects = ['a', 'b', 'c', 'd', 'e'].map((name) => project(name, []));
    const [a, ...others] = projects.map((each) => ({ ...each, skipped: [] }));
    const last = { ...project('f', [bare]), skipped: [{ id: 'x', why: 'no y' }] };
    const text = renderText(report({ ...a!, findings: [bare] }, ...others, last), {
      isColoured: false,
    });
    const expected = [
      'warning: There is no server. [server-missing]',
      '  not found (PATH)',
      '',
      'a: no errors, 1 warning.',
      '',
      ...['b', 'c', 'd', 'e'].map((name) => `${name}: no errors, no warnings.`),
      '',
      'warning: There is no server. [server-missing]',
      '  not found (PATH)',
      '',
      'f: no errors, 1 warning, 1 check not made.',
      '',
      'not checked in f: no y [x]',
      '',
      '6 projects: no errors, 2 warnings.',
      '',
    ];
    assert.equal(text, expected.join('\n'));
  });

  it('names few checks that one reason kept from being made, and counts many', () => {
    const skipped = ['a', 'b', 'c', 'd'].map((id) => ({ id, why: 'nothing is launched now' }));
    const text = renderText(report({ ...project('fw', []), skipped }), { isColoured: false });
    assert.match(text, /^not checked: nothing is launched now \(4 checks\)$/m);
  });

  it('names a few projects of many that skipped the same', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const projects = names.map((name) => project(name, []));
    const clean = { ...project('z', []), skipped: [] };
    const text = renderText(report(...projects, clean), { isColoured: false });
    assert.match(text, /\nnot checked in a, b, c and 2 more: there is no file a\.elf \[/);
  });

  it('colours place, severity, id and sums only when asked to', () => {
    const one = report(project('fw', [full]));
    const coloured = renderText(one, { isColoured: true });
    assert.ok(
      coloured.startsWith('\u001B[1mfw/my app.ld:7:3\u001B[0m: \u001B[1;31merror:\u001B[0m'),
    );
    const plain = coloured.replace(/\u001B\[[\d;]*m/g, '');
    assert.equal(plain, renderText(one, { isColoured: false }));
  });
});
