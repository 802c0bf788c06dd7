// Shell text for jobs in the guest.

/** As one word of a shell. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

export function commandLine(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

/** Starts a server in the background, shows what it says, and goes on when it has said `word` (letters only). */
export function whenSaid(word: string, server: string): string {
  return [
    'mkfifo $TMPDIR/said',
    `${server} > $TMPDIR/said 2>&1 &`,
    'exec 4< $TMPDIR/said; rm $TMPDIR/said',
    `while read -r line <&4; do echo "$line"; case $line in *${word}*) break;; esac; done`,
  ].join('\n');
}

/**
 * Runs a command as a user who may not open USB devices. It is the user who runs the tests, so that all files can be
 * read; the devices get another owner meanwhile, and should that user be root, root has no privileges.
 */
export function withoutUsbRights(command: string): string {
  const [user, group] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  const [others, root] = [user + 1, 0];
  return [
    `chown ${others} /dev/bus/usb/*/*`,
    `setpriv --reuid=${user} --regid=${group} --clear-groups --inh-caps=-all --bounding-set=-all ${command}`,
    'status=$?',
    `chown ${root} /dev/bus/usb/*/*`,
    'exit $status',
  ].join('\n');
}
