import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRedactor, redactAll } from '../../../src/report/redact';
import type { PrivateFacts } from '../../../src/report/redact';

const nobody: PrivateFacts = {
  ...{ userNames: [], hostNames: [], homeDir: undefined, workspaceFolders: [], serials: [] },
};

function redact(text: string, known: Partial<PrivateFacts> = {}): string {
  return createRedactor({ ...nobody, ...known }, [text])(text);
}

describe('redact', () => {
  const jane = { userNames: ['jane'], hostNames: ['bench-pc'], homeDir: '/home/jane' };
  const cases: readonly (readonly [text: string, wanted: string, known?: Partial<PrivateFacts>])[] =
    [
      ['C:\\Users\\John Smith\\fw\\app.elf: no', 'C:\\Users\\<user>\\…\\app.elf: no'],
      ['C:/Users/John/app.elf', 'C:/Users/<user>/app.elf'],
      ['"C:\\\\Users\\\\J\\u00fcrgen\\\\x y\\\\a.elf"', '"C:\\\\Users\\\\<user>\\\\…\\\\a.elf"'],
      [
        'fullname="C:\\\\Users\\\\J\\303\\274rgen\\\\b.c"',
        'fullname="C:\\\\Users\\\\<user>\\\\b.c"',
      ],
      ['file:///c%3A/Users/John%20Smith/P/a.elf', 'file:///c%3A/Users/<user>/…/a.elf'],
      ['C%3A%5CUsers%5CJohn%5Cfw%5Ca.elf', 'C%3A%5CUsers%5C<user>%5C…%5Ca.elf'],
      ['/mnt/c/Users/John Smith/fw/a.elf', '/mnt/c/Users/<user>/…/a.elf'],
      ['/c/Users/john/fw/a.elf', '/c/Users/<user>/…/a.elf'],
      ['\\\\wsl$\\Debian\\home\\john\\a', '\\\\wsl$\\Debian\\home\\<user>\\a'],
      ['/home/john/a b/c/fw.elf and /Users/ann', '/home/<user>/…/fw.elf and /Users/<user 2>'],
      ['ssh-remote%2Bbox1/home/john/x', 'ssh-remote%2B<host 1>/home/<user>/x'],
      [
        '/home/john/x: john did it, JOHN too, johns not',
        '/home/<user>/x: <user> did it, <user> too, johns not',
      ],
      ['jane@bench-pc:~/x$ jane_fw', '<user>@<host 1>:~/x$ <user>_fw', jane],
      ['\\\\filer\\fw\\acme\\a.elf on filer', '\\\\<host 1>\\…\\a.elf on <host 1>'],
      ['D:\\Customers\\ACME\\a.elf', 'D:\\…\\a.elf'],
      ['/srv/acme/fw.elf:12: error', '/…/fw.elf:12: error'],
      ['-f:/data/acme/a.cfg', '-f:/…/a.cfg'],
      [
        'c:\\ws\\Fw\\a.c C:/ws/Fw/Core c%3A%5Cws%5CFw',
        '<workspace>\\a.c <workspace>/Core <workspace>',
        { workspaceFolders: ['C:\\ws\\Fw'] },
      ],
      ['/ws/fw-2/a and /ws/fw/a', '/…/a and <workspace>/a', { workspaceFolders: ['/ws/fw/'] }],
      ['/var/lib/ci/j/x/a.elf', '<home>/…/a.elf', { homeDir: '/var/lib/ci' }],
      ['ST-LINK SN  : 066CFF515349898667113512', 'ST-LINK SN  : <serial 1>'],
      [
        'adapter serial 066cff515349898667113512 066CFF515349898667113512',
        'adapter serial <serial 1> <serial 1>',
      ],
      ['-select usb=261009321', '-select usb=<serial 1>'],
      ['S/N: 58010000', 'S/N: <serial 1>'],
      ['"serialNumber": "B0-42"', '"serialNumber": "<serial 1>"', { serials: ['B0-42'] }],
      ['UID: 0x00340032 0x31365119 0x38343038', 'UID: <serial 1>'],
      ['hla_serial \\x53\\xff\\x6d\\x06\\x50\\x75\\x53\\x48', 'hla_serial <serial 1>'],
      [
        'stlink at 192.168.1.20:7184, 192.168.1.20',
        'stlink at <IP address 1>:7184, <IP address 1>',
      ],
      ['fe80::1ff:fe23:4567:890a%eth0', '<IP address 1>'],
      ['mail max.m@example.com', 'mail <e-mail 1>'],
      ['https://me:pw1@example.com/x', 'https://<secret>@example.com/x'],
      ['GITHUB_TOKEN=ghp_abcdefghijklmnop0123', 'GITHUB_TOKEN=<secret>'],
      ['lab-7.fritz.box:3333', '<host 1>:3333'],
      ['/var/home/john/acme/fw/a.elf', '/var/home/<user>/…/a.elf'],
      ['/usr/home/john/x', '/usr/home/<user>/x'],
      [
        'vscode-remote://ssh-remote+max@build7/home/max/x on build7',
        'vscode-remote://ssh-remote+<user>@<host 1>/home/<user>/x on <host 1>',
      ],
      ['ssh-remote%2Broot%40build7/x', 'ssh-remote%2B<user>%40<host 1>/x'],
      ['hla_serial "S\\xff\\x6f\\x06\\x49T\\x48"', 'hla_serial "<serial 1>"'],
      ['{"c":"hla_serial \\"S\\\\xff\\\\x6f\\\\x06I\\""}', '{"c":"hla_serial \\"<serial 1>\\""}'],
      ['/dev/tty.usbmodem0667FF5', '/dev/tty.usbmodem<serial 1>'],
      ['usb:801012345', 'usb:<serial 1>'],
      ['USER=petra8 LOGNAME=petra8', 'USER=<user> LOGNAME=<user>'],
      ['"USERNAME": "Max Muster",', '"USERNAME": "<user>",'],
      ['USERNAME=Max Muster\nX=petra', 'USERNAME=<user>\nX=petra'],
      ['COMPUTERNAME=ACME-LT-331 HOSTNAME=acme-2', 'COMPUTERNAME=<host 1> HOSTNAME=<host 2>'],
      ['Permission denied for user rolf: rolf', 'Permission denied for user <user>: <user>'],
      ['uid=1001(rolf) gid=', 'uid=1001(<user>) gid='],
      [
        'vscode-remote://ssh-remote+build7/home/max/x: build7 is down',
        'vscode-remote://ssh-remote+<host 1>/home/<user>/x: <host 1> is down',
      ],
      [
        'ssh-remote+7b22686f73744e616d65223a224275696c6437227d/x Build7',
        'ssh-remote+<host 1>/x <host 2>',
      ],
      ['x [SSH: build7] build7', 'x [SSH: <host 1>] <host 1>'],
      ['dev-container+2f686f6d652f6d61782f61636d65/x', 'dev-container+<host 1>/x'],
      ['tunnel%2Bbuild7/x', 'tunnel%2B<host 1>/x'],
      ['hla_serial AB12', 'hla_serial <serial 1>'],
      ['hla_serial 42', 'hla_serial <serial 1>'],
      ['-c "adapter serial 7"', '-c "adapter serial <serial 1>"'],
      ['-c "adapter serial ABC; init"', '-c "adapter serial <serial 1>; init"'],
      ["-c 'jlink serial AB'", "-c 'jlink serial <serial 1>'"],
      ['"-c","hla_serial \\"AB\\""', '"-c","hla_serial \\"<serial 1>\\""'],
      ['adapter serial "AB"', 'adapter serial "<serial 1>"'],
      ['cmsis_dap_serial 42', 'cmsis_dap_serial <serial 1>'],
      ['st-util --serial 42', 'st-util --serial <serial 1>'],
      ['"serialNumber": "B7"', '"serialNumber": "<serial 1>"'],
      ['USER=petra8 make all', 'USER=<user> make all'],
      ['LOGNAME=petra8 make all: petra8', 'LOGNAME=<user> make all: <user>'],
      ['["USER=petra8 make all"]', '["USER=<user> make all"]'],
      ["USER='petra k' make all", "USER='<user>' make all"],
      ['{"LOGNAME":"petra k"}', '{"LOGNAME":"<user>"}'],
    ];
  for (const [text, wanted, known] of cases) {
    it(`makes ${wanted} of ${text}`, () => assert.equal(redact(text, known), wanted));
  }

  const kept = [
    'Device ID: 0x483, DEV_ID 0x413, CPUID 0x410fc241, DPIDR 0x2ba01477',
    "Error: couldn't bind gdb to socket on port 3333: Address already in use",
    'STLINK V2J45M30 (API v2) VID:PID 0483:374B, Target voltage: 3.281250',
    'ST-LINK_gdbserver 7.14.0, STM32CubeProgrammer v2.23.0, version 1.2.3.4, v1.2.3.4',
    '127.0.0.1:61234 localhost:3333 ::1 0.0.0.0 12:34:56.789',
    'memory=[{begin="0x20000000",contents="0011223344556677889900aa"}]',
    'halted due to debug-request, pc: 0x08000d2e msp: 0x20020000',
    '0x08000000: 20020000 08000d2f 08000d2f 08000d2f',
    '/usr/bin/openocd -f interface/stlink.cfg -f target/stm32f4x.cfg /dev/bus/usb/001/004',
    '/opt/st/stm32cubeclt_1.16.0/STLink-gdb-server/bin/ST-LINK_gdbserver -p 61234 -cp /opt/st/p',
    'C:\\ST\\STM32CubeIDE_1.15.0\\x\\y.exe C:\\Program Files (x86)\\a b\\c.exe',
    'http://openocd.org/doc/doxygen/bugs.html, and/or 10 kB/s, x/4xw 0x20000000',
    'Unexpected token } in JSON, PARSE ERROR: Argument: --no-reset, serial port, Serial Wire',
    'GDB build-id 0123456789abcdef0123456789abcdef01234567',
    'user vs. root, 000000000000000000000000',
    'HOSTNAME=localhost USER=root USER=$USER USERNAME=%USERNAME% BROWSER=firefox',
    'Permission denied for user mode, an error for user code, usb:001:004 usb:0483:374b',
    'usb:v0483p374Bd0100, /dev/ttyACM0, serial: \\x00',
    '/usr/share/x/y.cfg, /var/lib/home/x.log',
    "DEPRECATED! use 'adapter serial' not 'hla_serial', adapter serial is not set",
    'adapter serial number, hla_serial <serial_string>, -c "adapter serial $_SERIAL"',
    'virtual serial COM3, over serial ttyACM0, "serialNumber": "${input:probe}"',
    'USER=make make all',
  ];
  for (const text of kept) {
    it(`leaves alone ${text}`, () => assert.equal(redact(text, jane), text));
  }

  it('takes time that grows as the text does, whatever is repeated in it', () => {
    const pieces = [
      ...['a', 'a.', '/home', '/var/home/a/', 'usb:', 'tty.usbmodem', 'uid=1('],
      ...['hla_serial ', '"adapter serial ', 'serialNumber"', 'ssh-remote+7b22', '[SSH: a'],
      ...['USER=', 'USERNAME=a b ', 'denied for user ', 'ssh-remote+a@', 'serial "S\\xff'],
    ];
    // Squared, each would take minutes.
    for (const piece of pieces)
      redact(`home USER= ssh-remote ${piece.repeat(300_000 / piece.length)}`);
  });

  it('takes a name that one text tells out of all others', () => {
    const [a, b] = ['/home/erika/a.elf', 'cannot be read by erika'];
    assert.equal(createRedactor(nobody, [a, b])(b), 'cannot be read by <user>');
  });

  it('redacts every text of a value, and the values of secret members', () => {
    const value = { env: { MY_TOKEN: 'a', PATH: '/home/erika' }, list: ['/home/erika', 1, null] };
    assert.deepEqual(redactAll(value, createRedactor(nobody, ['/home/erika'])), {
      env: { MY_TOKEN: '<secret>', PATH: '/home/<user>' },
      list: ['/home/<user>', 1, null],
    });
  });
});

/** A word that no line of a tool has: two letters that never stand together, then others. */
const odd = fc
  .string({ unit: fc.constantFrom(...'abcdeimnorstuäöüßéłж'), minLength: 4, maxLength: 10 })
  .map((rest) => `Zq${rest}`);
const oddAscii = fc
  .string({ unit: fc.constantFrom(...'abcdeimnorstu'), minLength: 4, maxLength: 10 })
  .map((rest) => `zq${rest}`);
const spaced = fc.array(odd, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const hexDigits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF'), minLength: length, maxLength: length });

/** The ways in which logs, JSON, URLs and GDB/MI write a path. */
const spellings: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => path.replaceAll('\\', '/'),
  (path) => JSON.stringify(path),
  (path) => JSON.stringify(JSON.stringify(path)),
  (path) => `"${path}"`,
  (path) => encodeURIComponent(path),
  (path) => `file:///${encodeURI(path.replaceAll('\\', '/')).replace(':', '%3A')}`,
  (path) =>
    `"${path
      .replaceAll('\\', '\\\\')
      .replace(/[^\x00-\x7f]+/g, (text) =>
        [...Buffer.from(text)].map((byte) => `\\${byte.toString(8)}`).join(''),
      )}"`,
];

/** Every form in which a reader could recognise it. */
function traces(secret: string): readonly string[] {
  const inner = JSON.stringify(secret).slice(1, -1);
  return [secret, encodeURIComponent(secret), inner].map((text) => text.toLowerCase());
}

function assertGone(redacted: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    for (const trace of traces(secret)) {
      assert.ok(!redacted.toLowerCase().includes(trace), `${trace} is in ${redacted}`);
    }
  }
}

describe('a planted secret', () => {
  const lines: readonly ((path: string) => string)[] = [
    (path) => path,
    (path) => `Error: couldn't open ${path}`,
    (path) => `Start: -cp ${path} -p 61234`,
    (path) => `{"cwd":${path.startsWith('"') ? path : JSON.stringify(path)},"port":3333}`,
    (path) => `${path}: No such file or directory.`,
    (path) => `(gdb) file ${path}\n`,
  ];
  const wrapped = fc.tuple(fc.constantFrom(...spellings), fc.constantFrom(...lines));
  const windows = fc
    .tuple(spaced, fc.array(spaced, { minLength: 1, maxLength: 3 }))
    .map(([user, folders]) => ({
      path: ['C:\\Users', user, ...folders, 'app.elf'].join('\\'),
      secrets: [user, ...folders],
    }));
  const posix = fc
    .tuple(
      fc.constantFrom('/home', '/Users'),
      odd,
      fc.array(spaced, { minLength: 1, maxLength: 3 }),
    )
    .map(([home, user, folders]) => ({
      path: [home, user, ...folders, 'app.elf'].join('/'),
      secrets: [user, ...folders],
    }));
  const elsewhere = fc
    .tuple(
      fc.constantFrom('D:\\', '/', '\\\\filer\\'),
      fc.array(spaced, { minLength: 2, maxLength: 4 }),
    )
    .map(([root, folders]) => ({
      path: `${root}${[...folders, 'app.elf'].join(root.includes('\\') ? '\\' : '/')}`,
      secrets: folders,
    }));

  it('never survives in a path, whatever its spelling', () => {
    fc.assert(
      fc.property(fc.oneof(windows, posix), wrapped, ({ path, secrets }, [spell, line]) => {
        const text = line(spell(path));
        assertGone(redact(text), secrets);
      }),
      { numRuns: 400 },
    );
    fc.assert(
      fc.property(elsewhere, fc.constantFrom(...lines), ({ path, secrets }, line) => {
        assertGone(redact(line(path)), secrets);
      }),
      { numRuns: 300 },
    );
  });

  it('never survives beside the path that told it', () => {
    fc.assert(
      fc.property(spaced, fc.constantFrom(...spellings), (user, spell) => {
        const texts = [`C:\\Users\\${user}\\a.elf`, `owner is ${user}.`, spell(`D:\\${user}\\x`)];
        const redactor = createRedactor(nobody, texts);
        for (const text of texts) assertGone(redactor(text), [user]);
      }),
      { numRuns: 300 },
    );
  });

  it('never survives as a name, a serial number, an address or a token', () => {
    const secret = fc.oneof(
      hexDigits(24)
        .filter((text) => new Set(text).size > 1)
        .map((text) => ({ secret: text, line: `Error: ST-LINK: ${text} not found` })),
      fc.stringMatching(/^[1-9]\d{8}$/).map((text) => ({ secret: text, line: `S/N: ${text}` })),
      fc.ipV4().map((text) => ({ secret: text, line: `connecting to ${text}:7184` })),
      oddAscii.map((text) => ({ secret: text, line: `mail ${text}.x@${text}.example` })),
      oddAscii.map((text) => ({ secret: text, line: `stlink-server at ${text}.local:7184` })),
      oddAscii.map((text) => ({ secret: text, line: `${text}@${text}pc:~$ make` })),
      hexDigits(36).map((text) => ({ secret: text, line: `token=ghp_${text}` })),
      oddAscii.map((text) => ({ secret: text, line: `password: ${text}` })),
    );
    fc.assert(
      fc.property(secret, ({ secret: planted, line }) => {
        if (/^(?:127\.|0\.0\.0\.0$)/.test(planted)) return;
        assertGone(redact(line), [planted]);
      }),
      { numRuns: 400 },
    );
  });

  it('is gone after one pass: another changes nothing', () => {
    const anything = fc.oneof(
      fc.oneof(windows, posix, elsewhere).map(({ path }) => path),
      fc.constantFrom(
        ...'/\\:"<>…%@. =',
        '<user>',
        '/home/',
        'C:\\Users\\',
        '%5C',
        'a b',
        '1.2.3.4',
      ),
      fc.constantFrom('serial ', 'x@y.de', '066CFF515349898667113512', '\\\\', 'token=', 'file://'),
      fc.string({ maxLength: 6 }),
      odd,
    );
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const once = redact(text);
        assert.equal(redact(once), once, text);
      }),
      { numRuns: 1_000 },
    );
  });
});
