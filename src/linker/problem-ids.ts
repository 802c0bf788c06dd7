// Everything the language itself can find wrong, one id each. Each has a page in docs/linker and fixtures in
// test/fixtures/scripts.

/** Whether ld refuses a script for it; `warning`: ld takes it, and does something else than is meant. */
export const problemIds = {
  'ld-assertion-failed': 'error',
  'ld-division-by-zero': 'error',
  'ld-duplicate-region': 'warning',
  'ld-include-missing': 'warning',
  'ld-include-too-deep': 'error',
  'ld-invalid-character': 'warning',
  'ld-moved-backwards': 'error',
  'ld-nested-too-deep': 'warning',
  'ld-outside-region': 'error',
  'ld-stray-word': 'error',
  'ld-syntax': 'error',
  'ld-too-long': 'warning',
  'ld-unbalanced-bracket': 'error',
  'ld-unknown-constant': 'error',
  'ld-unknown-function': 'error',
  'ld-unknown-region': 'warning',
  'ld-unknown-segment': 'error',
  'ld-unterminated-comment': 'error',
  'ld-unterminated-string': 'error',
  'ld-wrong-arguments': 'error',
} as const satisfies Readonly<Record<string, 'error' | 'warning'>>;

export type ProblemId = keyof typeof problemIds;

export function isErrorId(id: ProblemId): boolean {
  return problemIds[id] === 'error';
}
