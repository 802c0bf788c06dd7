// The part of a line's name that is sure, for comparing it with parts.

/** `STM32F103xB` → `STM32F103`: behind the first `x` stands a class that holds smaller parts too. */
export function lineStem(name: string): string {
  return name.replace(/x.*$/, '');
}
