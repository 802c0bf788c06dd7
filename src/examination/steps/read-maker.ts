// Who made the chip, by the ROM table of its access port.

import type { CoreName } from '../../devices/device';
import { designerOfComponent } from '../../devices/designers';
import { describeStatus } from '../../probe/stlink/status';
import type { Session } from '../session';

/** Where the vendor's table stands before Arm's own one (reference manuals, "ROM table"). */
const tables: Readonly<Partial<Record<CoreName, readonly number[]>>> = {
  'M0+': [0xf000_0000],
  M7: [0xe00f_e000],
  M33: [0xe00f_e000],
};
/** F7: Arm's table for the Cortex-M7 is where H7 has ST's. */
const f7Tables: readonly number[] = [0xe00f_d000, 0xe00f_e000];
const f7Dpidr = 0x5ba0_2477;
const usual = 0xe00f_f000;
const armId = 0x3b;

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
  const own = chip.dpidr === f7Dpidr ? f7Tables : (tables[chip.core] ?? []);
  let why = 'there is no ROM table at the known addresses';
  for (const table of [...own, usual]) {
    const block = await session.memory.block(table + idOffset, idBytes);
    if (!block.ok) why = describeStatus(block);
    else if (preamble.every(([offset, byte]) => block.value[offset] === byte)) {
      const at = (offset: number) => block.value[offset] ?? 0;
      chip.romDesigner = designerOfComponent(at(0x14), at(0x18), at(0x00));
      // Arm's own table says nothing of who made the chip: the vendor's may be at the next address.
      if (chip.romDesigner?.id !== armId) return;
    }
  }
  if (chip.romDesigner === undefined) chip.unread.push({ what: 'ROM table', why });
}
