// Serial numbers as systems give them and as ST's tools print them.

import assert from 'node:assert/strict';
import { stLinkSerial } from '../../../src/probe/stlink/serial';

/** What a system makes of raw bytes, one in each UTF-16 unit. */
const raw = (hex: string) => Buffer.from(hex, 'hex').toString('latin1');

describe('serial numbers of ST-LINKs', () => {
  const cases: readonly (readonly [what: string, text: string, serial: string | undefined])[] = [
    ['24 digits', '066CFF515349898667113512', '066CFF515349898667113512'],
    ['24 small digits', '066cff515349898667113512', '066CFF515349898667113512'],
    ['12 raw bytes', raw('57ff72067265575742132067'), '57FF72067265575742132067'],
    ['raw bytes that are digits', '000000000001', '303030303030303030303031'],
    [
      'a space and a line feed at the ends',
      raw('0aff72067265575742132020'),
      '0AFF72067265575742132020',
    ],
    ['a zero that ended the text', raw('57ff720672655757421320'), '57FF72067265575742132000'],
    ['a zero in the middle, which loses the rest', raw('57ff7206'), undefined],
    ['nothing', '', undefined],
    ['another text', 'STLINK-12345', '53544C494E4B2D3132333435'],
    ['a long text', 'ABCDEFGH-0123456789', 'ABCDEFGH-0123456789'],
    ['letters of another script', 'ЖЖЖЖЖЖЖЖЖЖЖЖ', undefined],
  ];
  for (const [what, text, serial] of cases) {
    it(`prints ${what}`, () => assert.equal(stLinkSerial(text), serial));
  }
});
