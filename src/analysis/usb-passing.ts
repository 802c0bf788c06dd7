// How a probe gets to where a session runs: into WSL, into a container, or over a cable.

import type { Fix } from '../findings/finding';

export const dataCable: Fix = {
  title: 'Plug the probe in with a cable that carries data (many only charge), without a hub.',
};

/**
 * How a device gets into such a place (learn.microsoft.com, "Connect USB devices"; docs.docker.com, "docker run").
 * @param kind of the surroundings
 */
export function passInto(kind: string | undefined): readonly Fix[] {
  if (kind?.startsWith('WSL') === true)
    return [
      {
        title:
          'In Windows, with usbipd-win installed: "usbipd list", then "usbipd bind --busid <id>" and "usbipd attach --wsl --busid <id>".',
      },
    ];
  if (kind?.includes('container') === true)
    return [
      {
        title:
          'Start the container with "--device=/dev/bus/usb" ("runArgs" in devcontainer.json), with the probe plugged in before; Docker Desktop has no USB.',
      },
    ];
  return [];
}
