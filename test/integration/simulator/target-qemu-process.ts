// Program: a simulated target on QEMU that nobody disposes of, for the test that kills it.

import { healthy } from '../../simulator/setup';
import { createTarget } from '../../simulator/target/create-target';
import { demo } from '../../support/project';

void createTarget({ ...healthy.target, core: 'qemu', image: demo.elf }).then(() => {
  console.log('ready');
});
