// One DAP progress from its first report to its end; silent for clients that do not show progress.

import type { Client } from './client';

let nextProgress = 1;

export class Progress {
  /** What was reported last. */
  lastStep: string | undefined;
  private readonly progressId = `stm32-${nextProgress++}`;
  private started = false;

  constructor(
    private readonly client: Client,
    private readonly title: string,
  ) {}

  /** @param done 0 to 1. */
  report(message: string, done: number): void {
    this.lastStep = message;
    if (!this.client.traits.progress) return;
    const { progressId, title } = this;
    const body = { progressId, message, percentage: Math.round(done * 100) };
    if (this.started) this.client.event('progressUpdate', body);
    else this.client.event('progressStart', { ...body, title, cancellable: true });
    this.started = true;
  }

  end(): void {
    if (this.started) this.client.event('progressEnd', { progressId: this.progressId });
    this.started = false;
  }
}
