// The scanner that the bench's packet counts rest on: GDB's remote protocol cut into units, whatever the chunks.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RspScanner, type RspUnit } from '../../bench/rsp-scanner';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

function scan(...chunks: readonly string[]): RspUnit[] {
  const scanner = new RspScanner();
  return chunks.flatMap((chunk) => scanner.push(bytes(chunk)));
}

const kinds = (units: readonly RspUnit[]): string[] => units.map(({ kind }) => kind);

describe('RspScanner', () => {
  it('finds packets and acknowledgements that come in one chunk', () => {
    const units = scan('+$g#67+$m8000b90,4#60');
    assert.deepEqual(kinds(units), ['ack', 'packet', 'ack', 'packet']);
    assert.equal(units[3]?.bytes.toString('latin1'), '$m8000b90,4#60');
  });

  it('holds back a packet until its checksum is there', () => {
    assert.deepEqual(kinds(scan('$m8000')), []);
    assert.deepEqual(kinds(scan('$m8000b90,4#')), []);
    assert.deepEqual(kinds(scan('$m8000b90,4#6')), []);
    assert.deepEqual(kinds(scan('$m8000', 'b90,4#', '6', '0')), ['packet']);
  });

  it('takes an escaped # and $ for data', () => {
    // 0x23 and 0x24 travel as 0x7d 0x03 and 0x7d 0x04.
    assert.deepEqual(kinds(scan('$X20000000,2:}\x03}\x04#a1+')), ['packet', 'ack']);
  });

  it('takes 0x03 for an interrupt between packets only', () => {
    assert.deepEqual(kinds(scan('\x03$vCont;c#a8')), ['interrupt', 'packet']);
    assert.deepEqual(kinds(scan('$X20000000,1:\x03#a1')), ['packet']);
  });

  it('does not take the + and - inside a packet for acknowledgements', () => {
    assert.deepEqual(kinds(scan('-$qSupported:multiprocess+;swbreak-#00')), ['nack', 'packet']);
  });

  it('tells notifications and bytes that belong to nothing from packets', () => {
    assert.deepEqual(kinds(scan('%Stop:T05#00x')), ['notification', 'stray']);
  });

  it('finds the same units for every split of the bytes, and loses none', () => {
    const stream = '+$g#67+$X20000000,2:}\x03}\x04#a1\x03+%Stop:T05#00-$vCont;c:1#15';
    const whole = scan(stream);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const chunks = places.slice(1).map((end, index) => stream.slice(places[index], end));
        const units = scan(...chunks);
        assert.deepEqual(kinds(units), kinds(whole));
        assert.equal(Buffer.concat(units.map((unit) => unit.bytes)).toString('latin1'), stream);
      }),
    );
  });
});
