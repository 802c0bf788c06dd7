// SWD clocks: the divisors of a V2 and the list of a V3.

/** kHz by divisor, as ST's tools name them. */
const divisors: ReadonlyMap<number, number> = new Map([
  [0, 4000],
  [1, 1800],
  [2, 1200],
  [3, 950],
  [5, 650],
  [7, 480],
  [9, 400],
  [10, 360],
  [15, 240],
  [25, 150],
  [31, 125],
  [40, 100],
  [79, 50],
  [158, 25],
  [265, 15],
  [798, 5],
]);

/** What a V2 runs with until it is told otherwise. */
export const v2StartKhz = 1800;
export const v3StartKhz = 1000;

/** A divisor between those of the table is a delay loop like them: 4 MHz by one more. */
export function khzOfDivisor(divisor: number): number {
  return divisors.get(divisor) ?? Math.max(1, Math.round(4000 / (divisor + 1)));
}

const v3Khz = [24000, 8000, 3300, 1000, 200, 50, 5];
const v3JtagKhz = [21333, 16000, 12000, 8000, 4000, 2000, 1000, 500];

/** The fastest clock of the list that is not above; undefined below the slowest. */
export function v3KhzFor(khz: number): number | undefined {
  return v3Khz.find((listed) => listed <= khz);
}

/** The 52 bytes of GET_COM_FREQ behind the status: current clock, count, list. */
export function v3ClockList(currentKhz: number, isJtag: boolean): readonly number[] {
  const list = isJtag ? v3JtagKhz : v3Khz;
  return [currentKhz, list.length, ...list];
}
