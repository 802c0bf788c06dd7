// Mocha's spec reporter that also writes the totals and the failures to a file, for `npm test` to add up and to repeat
// at its end: of a long output only the end may be kept.
'use strict';
const fs = require('node:fs');
const { Runner, reporters } = require('mocha');

module.exports = class TotalsReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { total } = runner; // after --grep; a failing hook leaves some of them without a result
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const failed = this.failures.map((test) => `${test.fullTitle()}\n${messageOf(test.err)}`);
      const totals = { total, passes, failures, pending, failed };
      fs.writeFileSync(options.reporterOptions.totals, JSON.stringify(totals));
    });
  }
};

/** @param {Error | undefined} error may be anything that was thrown */
function messageOf(error) {
  const text = String(error?.stack ?? error?.message ?? error);
  const most = 2_000;
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
