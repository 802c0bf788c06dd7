// The kernel out of its self-extracting image. QEMU starts it at once; extracting it on an emulated processor takes
// longer than all the rest of the boot.
import { decompress } from './decompress.mjs';

/** Offsets in the image's header (Documentation/arch/x86/boot.rst, "The Real-Mode Kernel Header"). */
const offsets = { setupSectors: 0x1f1, magic: 0x202, payload: 0x248, payloadLength: 0x24c };
const sectorBytes = 512;

/** An ELF note "Xen" of type 18: the entry that QEMU needs in a kernel without its loader, with a descriptor of 4 or 8 bytes. */
const entryNotes = ['040000000400000012000000', '040000000800000012000000'].map((head) =>
  Buffer.concat([Buffer.from(head, 'hex'), Buffer.from('Xen\0')]),
);

/**
 * @param {Buffer} image a bzImage
 * @returns {Buffer} the kernel's ELF file, or the image itself where that would not start
 */
export function kernelOf(image) {
  if (image.toString('latin1', offsets.magic, offsets.magic + 4) !== 'HdrS') return image;
  const loader = (image.readUInt8(offsets.setupSectors) + 1) * sectorBytes;
  const start = loader + image.readUInt32LE(offsets.payload);
  const payload = image.subarray(start, start + image.readUInt32LE(offsets.payloadLength));
  // Behind every form stands the kernel's length; gzip has it as a part of its own.
  const isGzip = payload.readUInt16BE(0) === 0x1f8b;
  const kernel = decompress(isGzip ? payload : payload.subarray(0, -4));
  if (kernel?.length !== payload.readUInt32LE(payload.length - 4)) return image;
  return entryNotes.some((note) => kernel.includes(note)) ? kernel : image;
}
