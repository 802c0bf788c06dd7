// Text into GDB/MI and CLI commands: what must be quoted, and how, for the readers GDB has. Not the
// commands themselves.

/**
 * An MI C string: the form every MI command's own argument parser undoes (`mi_parse_argv`), whatever the
 * text holds. Bytes above ASCII go as UTF-8, as they are.
 */
export function miString(value: string): string {
  return `"${value.replace(/["\\\n\r\t]/g, escapeOf)}"`;
}

/** An MI argument: bare where that means the same, quoted otherwise. */
export function miArgument(value: string): string {
  return /^[\w$*&.,:/+()[\]=<>@!%^~|?-]+$/.test(value) ? value : miString(value);
}

/**
 * A file name for the MI commands that are CLI commands inside (`-file-exec-and-symbols`,
 * `-file-symbol-file`, `-environment-cd`): they split their argument like a shell (`gdb_buildargv`), where
 * a backslash takes the next character as it is, so a Windows path needs its backslashes doubled and
 * nothing else has an escape.
 */
export function fileArgument(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&')}"`;
}

/** The MI command that runs a CLI command; newlines in it would be further commands and become spaces. */
export function consoleCommand(cliCommand: string): string {
  return `-interpreter-exec console ${miString(cliCommand.replace(/[\r\n]+/g, ' ').trim())}`;
}

function escapeOf(character: string): string {
  switch (character) {
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
    default:
      return `\\${character}`;
  }
}
