// How the registers of a Cortex-M are grouped for people: the core's own first, the rest in groups.

/** @returns the group's name; undefined for the core registers, which stand at the top. */
export function registerGroup(name: string): string | undefined {
  if (/^(r\d+|sp|lr|pc|[xc]psr)$/i.test(name)) return undefined;
  // Arm's debuggers call the floating-point registers s (single), d (double), q (quad), and fpscr.
  if (/^([sdq]\d+|fpscr|fpsr|fps|f\d+)$/i.test(name)) return 'Floating Point';
  return 'System';
}

/** The groups that these registers need, in the order they are shown. */
export function registerGroups(names: readonly string[]): readonly string[] {
  const groups = new Set(names.map(registerGroup));
  return ['System', 'Floating Point'].filter((group) => groups.has(group));
}
