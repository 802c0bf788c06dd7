// Folders of the cache that are made once and then whole for ever: each gets its name by the last step of its making.
import fs from 'node:fs';
import path from 'node:path';

/**
 * Makes the folder when it is not there. An interrupted making leaves only a folder that the next call removes.
 *
 * @param {string} folder where it will be
 * @param {(folder: string) => Promise<void>} make fills a new, empty folder that is at another place
 */
export async function ensureCachedFolder(folder, make) {
  if (fs.existsSync(folder)) return;
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  removeInterrupted(path.dirname(folder));
  const making = `${folder}.installing-${process.pid}`;
  try {
    fs.mkdirSync(making);
    await make(making);
    moveInto(making, folder);
  } finally {
    fs.rmSync(making, { recursive: true, force: true });
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function moveInto(from, to) {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    // Somebody else finished the same meanwhile: theirs is as good.
    if (!fs.existsSync(to)) throw error;
  }
}

/** @param {string} cacheFolder */
function removeInterrupted(cacheFolder) {
  for (const entry of fs.readdirSync(cacheFolder)) {
    const owner = /\.installing-(\d+)$/.exec(entry)?.[1];
    if (owner && !isRunning(Number(owner))) {
      fs.rmSync(path.join(cacheFolder, entry), { recursive: true, force: true });
    }
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
