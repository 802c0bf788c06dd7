// A line of a log without what its carrier put around it: colours, time stamps, the place in the source, MI quoting.

/** Longer lines are cut: no message is that long, and every pattern's time is bounded by it. */
const longestLine = 2000;

const ansi = /\x1b\[[0-9;?]{0,20}[A-Za-z]/g;

/** ISO time in brackets or not; a clock as STM32CubeProgrammer writes it; seconds of a console. */
const timeStamps =
  /^\s{0,8}(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?Z?\]?\s+|\[?\d\d:\d\d:\d\d(?:[.,:]\d{1,6})?\]?(?:\s*:)?\s+|\[\s{0,8}\d{1,8}\.\d{1,6}\]\s+)/;

/** `Error: 622 746 adi_v5_swd.c:366 swd_connect_single(): ` of OpenOCD -d. */
const openocdPlace =
  /^((?:Error|Warn|Info|Debug|User)\s?: ?)\d{1,9} \d{1,9} [\w.-]{1,60}:\d{1,6} \w{1,80}\(\): /;

/** `~"…\n"`, `&"…"`, `@"…"` of GDB/MI, an arrow of our own transcript before it. */
const miStream = /^(?:<- |-> )?[~@&]"(.{0,2000})"$/;

/** @returns what was said, for patterns; evidence shows the line as it stands. */
export function cleanLine(raw: string): string {
  let text = raw.length > longestLine ? raw.slice(0, longestLine) : raw;
  if (text.includes('\x1b')) text = text.replace(ansi, '');
  if (text.includes('\r')) text = text.slice(text.replace(/\r+$/, '').lastIndexOf('\r') + 1);
  text = text.replace(timeStamps, '').replace(openocdPlace, '$1');
  const said = miStream.exec(text);
  if (said !== null)
    text = (said[1] ?? '').replace(/\\n/g, '').replace(/\\"/g, '"').replace(/\\t/g, ' ');
  return text.trim();
}
