// The thread and frame a command looks at, as MI options: asking with them leaves GDB's own selection alone.

/** Thread as GDB numbers it, frame by level (0 is the innermost). A frame without a thread means nothing. */
export interface FrameContext {
  readonly thread?: number;
  readonly frame?: number;
}

/** ` --thread 1 --frame 2`, or what of it is given; to stand right behind the verb. */
export function contextOptions(context: FrameContext): string {
  const thread = context.thread === undefined ? '' : ` --thread ${context.thread}`;
  return context.frame === undefined ? thread : `${thread} --frame ${context.frame}`;
}
