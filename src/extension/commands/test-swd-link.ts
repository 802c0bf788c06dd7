// Reads the same from the target many times at each clock, and shows how many reads failed.

import * as vscode from 'vscode';
import type { LinkSample } from '../../examination/examination';
import type { ProbeInfo } from '../../probe/probe-info';
import { loadAnalyzer } from '../analyzer';
import { probeFor } from '../probes/choose-probe';
import { isCancelled } from '../probes/probe-service';
import type { Services } from '../services';
import type { Command } from './command';

export const testSwdLink: Command = {
  id: 'stm32-preflight.testSwdLink',
  async run(services: Services, node: unknown) {
    const probe = await probeFor(services.probes, node);
    if (probe === undefined) return;
    const mayReset = await askForReset(probe);
    if (mayReset === undefined) return;
    try {
      await test(services, probe, mayReset);
    } catch (error) {
      if (!isCancelled(error)) throw error;
    }
  },
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

async function test(
  { probes, linkChart, log }: Services,
  probe: ProbeInfo,
  mayReset: boolean,
): Promise<void> {
  const { linkChartOf, partialLinkChart } = await loadAnalyzer();
  const samples: LinkSample[] = [];
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: 'Testing SWD link',
    cancellable: true,
  };
  const result = await vscode.window.withProgress(progress, (notification, token) => {
    const control = new AbortController();
    token.onCancellationRequested(() => control.abort());
    const onSample = (sample: LinkSample): void => {
      const { speedKhz, underReset, errors, reads } = sample;
      const how = `${speedKhz} kHz${underReset ? ', reset held' : ''}`;
      notification.report({ message: `${how}: ${errors} of ${reads} reads failed` });
      log.info(`SWD link of ${probe.name} at ${how}: ${errors} of ${reads} reads failed`);
      samples.push(sample);
      const chart = partialLinkChart(probe, samples);
      if (samples.length === 1) linkChart.show(chart);
      else linkChart.update(chart);
    };
    return probes.testLink(probe, mayReset, onSample, control.signal);
  });
  const chart = linkChartOf(probe, result);
  if (chart === undefined) {
    const { link } = result;
    throw new Error(`The SWD link was not tested: ${link.ok ? '' : link.why}`);
  }
  if (samples.length === 0) linkChart.show(chart);
  else linkChart.update(chart);
}
