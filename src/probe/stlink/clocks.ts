// SWD clocks: the divisors of a V2, and which of a list is meant.

/** kHz and divisor as OpenOCD, pyOCD and probe-rs have them, together; fastest first. */
const divisors: readonly (readonly [khz: number, divisor: number])[] = [
  [4000, 0],
  [1800, 1],
  [1200, 2],
  [950, 3],
  [650, 5],
  [480, 7],
  [400, 9],
  [360, 10],
  [240, 15],
  [150, 25],
  [125, 31],
  [100, 40],
  [50, 79],
  [25, 158],
  [15, 265],
  [5, 798],
];

/** What a V2 can run at, fastest first. */
export const v2FrequenciesKhz: readonly number[] = divisors.map(([khz]) => khz);

/** The divisor of a V2 for the nearest frequency that is not faster; the slowest below that. */
export function v2Divisor(khz: number): { readonly khz: number; readonly divisor: number } {
  const [actualKhz, divisor] = divisors.find(([listed]) => listed <= khz) ?? [5, 798];
  return { khz: actualKhz, divisor };
}

/** Length of the answer to GET_COM_FREQ, and how many frequencies fit into it. */
export const frequencyListBytes = 52;
const maxFrequencies = 10;

/** The list of a V3, fastest first; empty when it makes no sense. Status, now, count at 8, then kHz. */
export function readFrequencyList(answer: DataView): readonly number[] {
  const count = answer.getUint32(8, true);
  if (count > maxFrequencies) return [];
  const listed = Array.from({ length: count }, (_, index) =>
    answer.getUint32(12 + 4 * index, true),
  );
  return listed.filter((khz) => khz > 0).sort((a, b) => b - a);
}

/** The nearest frequency of a list that is not faster; the slowest below that; as asked without a list. */
export function nearestKhz(khz: number, listKhz: readonly number[]): number {
  return listKhz.find((listed) => listed <= khz) ?? listKhz.at(-1) ?? Math.round(khz);
}
