// The name at the end of a path, whichever system the path is from: debug information may come from another one.

/** `C:\fw\Core\main.c` and `Core/main.c` → `main.c`. */
export function fileNameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
