// A part of the table that a test names, and an image made from a spec.

import assert from 'node:assert/strict';
import type { Device } from '../../src/devices/device';
import { findDevice } from '../../src/devices/find-device';
import type { ElfImage } from '../../src/elf/elf-image';
import { readElf } from '../../src/elf/read-elf';
import { buildElf } from './elf-builder';
import type { ElfSpec } from './elf-builder';

export function deviceNamed(name: string): Device {
  const match = findDevice(name);
  assert.ok(match.kind === 'found', `${name} is in the table`);
  return match.device;
}

export function imageOf(spec: ElfSpec): ElfImage {
  const result = readElf(buildElf(spec));
  assert.ok(result.ok, 'the image can be read');
  return result.image;
}
