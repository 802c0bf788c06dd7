// How this process keeps its memory.

import { setFlagsFromString } from 'node:v8';

/**
 * For a program that makes much and keeps little: garbage is collected once the heap is half as big again as the last
 * collection left it. V8 alone lets it grow to four times that.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
