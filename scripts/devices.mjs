// Writes src/devices/devices.json from a stm32-parts/1 facts file: node scripts/devices.mjs FACTS.json
// Nothing is left out. Names are spelled out, equal things are kept once, and a part is one line, so that a
// change of the facts reads as a change of those parts. docs/devices.md says what the table holds.
import fs from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { root } from './parts/places.mjs';
import { Problem, runMain } from './parts/problem.mjs';

/** The committed file must stay below this. */
const limitBytes = 300_000;

/**
 * Where sources disagree about one memory of some parts and the facts file itself carries no mark; see
 * docs/devices.md. `parts` are patterns over part keys.
 * @type {readonly {parts: string, memories: readonly string[], note: string}[]}
 */
const doubts = [
  {
    parts: '^F103.8$',
    memories: ['FLASH'],
    note: '64 KiB by its part number and flash size register; many dies hold 128 KiB',
  },
  {
    parts: '^WBA50KG$',
    memories: ['FLASH'],
    note: '1024 KiB by its part number; the linker script of ST says 512 KiB',
  },
  {
    parts: '^U5F.{2}I$',
    memories: ['FLASH'],
    note: 'sources disagree whether bank 2 follows bank 1 or begins at 0x08200000',
  },
  {
    parts: '^WBA5..E$',
    memories: ['SRAM1', 'SRAM2'],
    note: 'one source has 96 KiB in a row instead of two banks with a gap',
  },
];

/** MP13 has the debug port on ordinary pins, unlike the rest of its family. */
const pinExceptions = [{ parts: '^MP13', pins: { swdio: 'PF15', swclk: 'PF14' } }];

/** @typedef {Record<string, any>} Facts Checked by what is made of it: the tests read every part. */

await runMain('devices', async () => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Problem('usage: node scripts/devices.mjs FACTS.json');
  /** @type {Facts} */
  const facts = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (facts.schema !== 'stm32-parts/1') throw new Problem(`${file} is not of schema stm32-parts/1`);
  const text = await format(JSON.stringify(toTable(facts)), {
    parser: 'json',
    printWidth: 100,
    trailingComma: 'none',
  });
  const bytes = Buffer.byteLength(text);
  if (bytes > limitBytes) throw new Problem(`the table has ${bytes} bytes, over ${limitBytes}`);
  fs.writeFileSync(path.join(root, 'src', 'devices', 'devices.json'), text);
  console.log(`${Object.keys(facts.parts).length} parts, ${bytes} bytes`);
});

/** @param {Facts} facts */
function toTable(facts) {
  const { variants, parts, shared } = toParts(facts);
  return {
    schema: 'stm32-preflight-devices/1',
    note: 'Made by scripts/devices.mjs; not edited by hand. Sizes in bytes.',
    sources: Object.entries(facts.sources).map(([name, source]) => ({ name, ...source })),
    cores: mapValues(facts.cores, toCore),
    families: mapValues(facts.families, toFamily),
    pinExceptions,
    dies: mapValues(facts.dies, toDie),
    protection: mapValues(facts.rdp, toProtection),
    dbgmcu: mapValues(facts.dbg, toDbgmcu),
    ram: facts.ram.map(toRegions),
    fixed: facts.fixed.map(toRegions),
    external: facts.ext.map(toRegions),
    flash: facts.flash.map(toLayouts),
    doubts,
    variants,
    parts,
    shared,
    lines: facts.lines,
    preliminary: mapValues(facts.prelim, toPreliminary),
  };
}

/**
 * A part is `<variant> <flash set, or -> <package suffix>:<package>,…`; what it shares with others is its
 * variant.
 * @param {Facts} facts
 */
function toParts(facts) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {Record<string, string>} */
  const parts = {};
  /** @type {Facts} */
  const shared = {};
  for (const [key, part] of Object.entries(facts.parts)) {
    const { d, c, r, x, e, f, fk, p, sh, mpu, fpu, tz, src, ...rest } = part;
    if (Object.keys(rest).length > 0) throw new Problem(`${key}: unknown ${Object.keys(rest)}`);
    const variant = JSON.stringify(
      defined({
        ...{ die: d, cores: c, ram: r, fixed: x, external: e, mpu: mpu === 1 },
        ...{ fpu, trustZone: tz === 1 ? true : undefined, source: src },
      }),
    );
    const number = numbers.get(variant) ?? numbers.size;
    numbers.set(variant, number);
    if (f !== undefined) checkFlash(key, facts.flash[f], fk);
    if (p.some((/** @type {string} */ name) => name.includes(',')))
      throw new Problem(`${key}: a package name with a comma`);
    parts[key] = `${number} ${f ?? '-'} ${p.join(',')}`;
    if (sh !== undefined) shared[key] = sh;
  }
  return { variants: [...numbers.keys()].map((text) => JSON.parse(text)), parts, shared };
}

/**
 * The flash size is not kept twice, so the two of the facts must agree.
 * @param {string} key
 * @param {Facts[]} layouts
 * @param {number} kibibytes
 */
function checkFlash(key, layouts, kibibytes) {
  for (const { b: banks } of layouts) {
    const sum = banks.reduce(
      (/** @type {number} */ all, /** @type {any} */ bank) => all + bank[1],
      0,
    );
    if (sum !== kibibytes * 1024) throw new Problem(`${key}: its banks hold ${sum} bytes`);
  }
}

/** @param {Facts} core */
function toCore({ arch, cpuid, fpb, lit, dwt, fpu, swo, vtor, unsure }) {
  return defined({
    ...{ architecture: arch, cpuid, breakpoints: fpb, literals: lit, watchpoints: dwt, fpu },
    ...{ swo: swo === true, vtor: vtor === true, unsure },
  });
}

/** @param {Facts} family */
function toFamily({ swd, swdNote, secure }) {
  // MP1 and MP2 have pads of their own, called so in their data sheets.
  const hasPads = /^dedicated/.test(swd.swdio);
  const pins = hasPads ? { swdio: 'JTMS-SWDIO', swclk: 'JTCK-SWCLK' } : swd;
  const known = Object.entries(pins).filter(([, pin]) => pin !== null);
  return defined({
    pins: Object.fromEntries(known),
    pads: hasPads ? true : undefined,
    note: swdNote,
    secure: secure?.all === undefined ? secure : { all: secure.all.replace('+', '') },
  });
}

/** @param {Facts} die */
function toDie(die) {
  const { name, fam, dbg, idc, dp, jt, rdp, wr, frb, fsize, uid, revs, alt, pkg, ...rest } = die;
  const { clones, note, erased, fsR, ap, apm, unsure, fsNote, ...unknown } = rest;
  if (Object.keys(unknown).length > 0) throw new Problem(`${name}: ${Object.keys(unknown)}`);
  return defined({
    ...{ name, family: fam, otherIds: alt, idcode: idc, swd: dp, jtag: jt, dbgmcu: dbg, rdp },
    ...{ writeUnit: wr, erased, flashRegisters: frb, flashSize: fsize, flashSizeRule: fsR },
    ...{ flashSizeNote: fsNote, uid, package: pkg, accessPort: ap, accessPorts: apm },
    ...{ revisions: revs, clones, note, unsure },
  });
}

/** @param {Facts} rdp */
function toProtection({ reg, name, sh, mask, values, ob, obOpen, tzen, note }) {
  const { other, ...levels } = values ?? {};
  return defined({
    ...{ register: reg, field: name, shift: sh, mask, levels: reg && levels, otherwise: other },
    ...{ optionBytes: ob, openValue: obOpen, note },
    trustZone: tzen && { register: tzen.reg, shift: tzen.sh, mask: tzen.mask, on: tzen.on },
  });
}

/** @param {Facts} dbgmcu */
function toDbgmcu({ crOff, cr, fz, note }) {
  const freeze = fz?.map((/** @type {Facts} */ { r, o, core, ...bits }) =>
    defined({ register: r, offset: o, core, bits }),
  );
  return defined({ controlOffset: crOff, control: cr, freeze, note });
}

/** @param {Facts[]} regions */
function toRegions(regions) {
  return regions.map((region) => {
    const { n, k, a, s, x, nodma, core, max, shared, of, rsv, note, unsure, ...rest } = region;
    if (Object.keys(rest).length > 0) throw new Problem(`${n}: unknown ${Object.keys(rest)}`);
    const kind = { sysmem: 'system', ext: 'external' }[/** @type {string} */ (k)] ?? k;
    return defined({
      ...{ name: n, kind, start: a, size: s, executable: x, noDma: nodma === 1 || undefined, core },
      ...{ max, shared, of, reserved: rsv, note, unsure: unsure === 1 || undefined },
    });
  });
}

/** @param {Facts[]} layouts */
function toLayouts(layouts) {
  return layouts.map(({ m, opt, gap, unsure, b }) =>
    defined({ mode: m, option: opt, gap: gap === 1 || undefined, unsure, banks: b }),
  );
}

/** @param {Facts} line */
function toPreliminary({ fam, d, c, r, fkMax }) {
  return defined({ family: fam, die: d, cores: c, ram: r, flashKib: fkMax });
}

/**
 * @param {Facts} values
 * @param {(value: any) => unknown} change
 */
function mapValues(values, change) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

/** @param {Facts} values */
function defined(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
