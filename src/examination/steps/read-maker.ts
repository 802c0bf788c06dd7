// Who made the chip, by the ROM table of its access port.

import type { CoreName } from '../../devices/device';
import { designerOfComponent } from '../../devices/designers';
import { describeStatus } from '../../probe/stlink/status';
import type { Session } from '../session';

/** Where the vendor's table stands before Arm's own one (reference manuals, "ROM table"). */
const tables: Readonly<Partial<Record<CoreName, number>>> = {
  'M0+': 0xf000_0000,
  M7: 0xe00f_e000,
  M33: 0xe00f_e000,
};
const usual = 0xe00f_f000;

/** PIDR4 to CIDR3, the end of every component's 4 KiB (Arm ADIv5.2, D2). */
const idOffset = 0xfd0;
const idBytes = 0x30;
/** CIDR0, CIDR2, CIDR3: 0x0D, 0x05, 0xB1 in every component. */
const preamble = [
  [0x20, 0x0d],
  [0x28, 0x05],
  [0x2c, 0xb1],
] as const;

export async function readMaker(session: Session): Promise<void> {
  const { chip } = session.draft;
  if (chip?.core === undefined) return;
  const own = tables[chip.core];
  let why = 'there is no ROM table at the known addresses';
  for (const table of own === undefined ? [usual] : [own, usual]) {
    const block = await session.memory.block(table + idOffset, idBytes);
    if (!block.ok) why = describeStatus(block);
    else if (preamble.every(([offset, byte]) => block.value[offset] === byte)) {
      const at = (offset: number) => block.value[offset] ?? 0;
      chip.romDesigner = designerOfComponent(at(0x14), at(0x18), at(0x00));
      return;
    }
  }
  chip.unread.push({ what: 'ROM table', why });
}
