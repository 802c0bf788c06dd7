// Reads the same from the target many times at each clock, and shows how many reads failed.

import * as vscode from 'vscode';
import { Failure } from '../../base/failure';
import { failedWords } from '../../analysis/link-words';
import type { LinkSample } from '../../examination/examination';
import type { LinkTest } from '../../examination/test-link';
import type { ProbeInfo } from '../../probe/probe-info';
import { loadAnalyzer } from '../analyzer';
import { probeFor } from '../probes/choose-probe';
import { isCancelled, orTell } from '../probes/or-tell';
import type { Services } from '../services';
import type { Command } from './command';

export const testSwdLink: Command = {
  id: 'stm32-preflight.testSwdLink',
  run: (services: Services, node: unknown) =>
    orTell(async () => {
      const probe = await probeFor(services.probes, node);
      if (probe === undefined) return;
      const mayReset = await askForReset(probe);
      if (mayReset !== undefined) await test(services, probe, mayReset);
    }),
};

async function askForReset({ name }: ProbeInfo): Promise<boolean | undefined> {
  const items = [
    {
      label: '$(eye) Leave the target running',
      detail: 'Nothing is halted or reset.',
      mayReset: false,
    },
    {
      label: '$(debug-restart) Test with reset held too',
      detail: 'Resets the target: its firmware stops, and starts anew afterwards.',
      mayReset: true,
    },
  ];
  const options = { title: `Test SWD Link: ${name}`, placeHolder: 'May the target be reset?' };
  return (await vscode.window.showQuickPick(items, options))?.mayReset;
}

/** The chart is filled with each clock; a test that goes no further is said so there, or else in a notification. */
async function test(services: Services, probe: ProbeInfo, mayReset: boolean): Promise<void> {
  const { linkChart } = services;
  const { linkChartOf, partialLinkChart } = await loadAnalyzer();
  const samples: LinkSample[] = [];
  const add = (sample: LinkSample): void => {
    samples.push(sample);
    const chart = partialLinkChart(probe, samples);
    if (samples.length === 1) linkChart.show(chart);
    else linkChart.update(chart);
  };
  try {
    const result = await measure(services, probe, mayReset, add);
    const chart = linkChartOf(probe, result);
    if (chart !== undefined) {
      linkChart.update(chart);
      return;
    }
    const why = result.link.ok ? 'nothing was measured' : result.link.why.replace(/\.$/, '');
    if (samples.length > 0) linkChart.update(partialLinkChart(probe, samples, why));
    else
      throw new Failure('link-not-tested', 'environment', `The SWD link was not tested: ${why}.`);
  } catch (error) {
    if (isCancelled(error) && samples.length > 0)
      linkChart.update(partialLinkChart(probe, samples, 'it was called off'));
    throw error;
  }
}

function measure(
  { probes, log }: Services,
  probe: ProbeInfo,
  mayReset: boolean,
  add: (sample: LinkSample) => void,
): Promise<LinkTest> {
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: 'Testing SWD link',
    cancellable: true,
  };
  const run = (
    notification: vscode.Progress<{ message: string }>,
    token: vscode.CancellationToken,
  ): Promise<LinkTest> => {
    const control = new AbortController();
    token.onCancellationRequested(() => control.abort());
    const onSample = (sample: LinkSample): void => {
      const message = failedWords(sample);
      notification.report({ message });
      log.info(`SWD link of ${probe.name} at ${message}`);
      add(sample);
    };
    return probes.testLink(probe, mayReset, onSample, control.signal);
  };
  return Promise.resolve(vscode.window.withProgress(progress, run));
}
