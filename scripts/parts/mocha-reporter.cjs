// Mocha's spec reporter that also writes the totals to a file, for `npm test` to add up.
'use strict';
const fs = require('node:fs');
const { Runner, reporters } = require('mocha');

module.exports = class TotalsReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { total } = runner; // after --grep; a failing hook leaves some of them without a result
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const totals = { total, passes, failures, pending };
      fs.writeFileSync(options.reporterOptions.totals, JSON.stringify(totals));
    });
  }
};
