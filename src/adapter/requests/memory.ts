// Memory as bytes, always from the chip.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { hex32, parseAddress } from '../../base/hex';
import { Failure } from '../../base/failure';
import { dataEvaluateExpression } from '../../gdb/commands/data';
import { dataReadMemoryBytes, dataWriteMemoryBytes } from '../../gdb/commands/memory';
import type { MemoryBlock } from '../../gdb/commands/memory';
import type { Context } from '../context';
import { notAnAddress } from '../errors';
import { hexIn } from '../variable-tree';

/** Bytes per GDB command: one is fastest, but its answer is a line of twice as many characters. */
const chunkBytes = 1024 * 1024;

export async function readMemory(
  context: Context,
  args: DebugProtocol.ReadMemoryArguments,
): Promise<DebugProtocol.ReadMemoryResponse['body']> {
  const { target } = context;
  target.run.stoppedThread();
  const address = (await addressOf(context, args.memoryReference)) + (args.offset ?? 0);
  if (args.count <= 0) return { address: hex32(address) };
  const blocks = await target.memory.reading(() => readChunks(context, address, args.count));
  return toBody(address, args.count, blocks);
}

async function readChunks(
  context: Context,
  address: number,
  count: number,
): Promise<readonly MemoryBlock[]> {
  const chunks: Promise<readonly MemoryBlock[]>[] = [];
  for (let at = 0; at < count; at += chunkBytes) {
    const chunk = dataReadMemoryBytes(
      ...([context.target.gdb, address + at, Math.min(chunkBytes, count - at)] as const),
    );
    chunks.push(chunk.catch(unreadable));
  }
  return (await Promise.all(chunks)).flat();
}

function unreadable(error: unknown): readonly MemoryBlock[] {
  if (error instanceof Failure && error.code === 'gdb-error') return [];
  throw error;
}

/** DAP answers with one piece from the asked address on; what cannot be read is counted, not invented. */
function toBody(
  address: number,
  count: number,
  blocks: readonly MemoryBlock[],
): DebugProtocol.ReadMemoryResponse['body'] {
  const pieces: Buffer[] = [];
  let end = address;
  for (const { begin, bytes } of blocks) {
    if (begin !== end) break;
    pieces.push(bytes);
    end += bytes.length;
  }
  const isWhole = end === address + count;
  const data = pieces.length === 0 ? {} : { data: Buffer.concat(pieces).toString('base64') };
  if (isWhole) return { address: hex32(address), ...data };
  // From the first hole on; the client asks again behind it if it wants to.
  const next = blocks.find(({ begin }) => begin > end)?.begin ?? address + count;
  return { address: hex32(address), ...data, unreadableBytes: next - end };
}

async function addressOf(context: Context, reference: string): Promise<number> {
  const plain = parseAddress(reference);
  if (plain !== undefined) return plain;
  const { gdb, memory } = context.target;
  const expression = `(unsigned long)(${reference})`;
  const text = await memory.showing(() => dataEvaluateExpression(gdb, { expression }));
  const address = parseAddress(hexIn(text) ?? text);
  if (address === undefined) throw notAnAddress(reference);
  return address;
}

export async function writeMemory(
  context: Context,
  args: DebugProtocol.WriteMemoryArguments,
): Promise<DebugProtocol.WriteMemoryResponse['body']> {
  const { target } = context;
  target.run.stoppedThread();
  const address = (await addressOf(context, args.memoryReference)) + (args.offset ?? 0);
  const bytes = Buffer.from(args.data, 'base64');
  await dataWriteMemoryBytes(target.gdb, address, bytes);
  return { bytesWritten: bytes.length };
}
