import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'

const [pack, unpack] = [promisify(deflateRaw), promisify(inflateRaw)]

/** The texts of a copy's tables until its archive has come to them. */
export interface Spool {
  /** Adds to a table; its texts come one after the other, and no other table's between them. */
  write(table: string, text: string): Promise<void>
  /** What was written of a table, in its order. */
  read(table: string): AsyncGenerator<Uint8Array>
}

/** Keeps blocks of a spool, numbered from 0, for as long as the copy is made. */
export interface Shelf {
  put(number: number, block: Uint8Array): Promise<void>
  /** Blocks from one up to another, both included, a few at a time. */
  take(from: number, to: number): AsyncGenerator<Uint8Array>
}

/** How long the text of a block is at least; only the last one of a table is shorter. */
const blockLetters = 256 * 1024
/** It is packed again with its file, so this only saves room. */
const options = { level: 1 }

/**
 * Records are read once and written twice, for machines and as a table, and a ZIP takes one file after the other. So the tables
 * wait while `data.json` is written: packed, in blocks of which one is in memory.
 */
export function spoolOn(shelf: Shelf): Spool {
  const blocks = new Map<string, { from: number; to: number }>()
  let number = 0
  let waiting = { table: '', texts: [] as string[], letters: 0 }
  const flush = async () => {
    const { table, texts, letters } = waiting
    waiting = { table: '', texts: [], letters: 0 }
    if (letters === 0) return
    blocks.set(table, { from: blocks.get(table)?.from ?? number, to: number })
    await shelf.put(number++, await pack(texts.join(''), options))
  }
  return {
    write: async (table, text) => {
      if (table !== waiting.table) await flush()
      waiting.table = table
      waiting.texts.push(text)
      waiting.letters += text.length
      if (waiting.letters >= blockLetters) await flush()
    },
    read: async function* (table) {
      await flush()
      const own = blocks.get(table)
      if (own) for await (const block of shelf.take(own.from, own.to)) yield await unpack(block)
    },
  }
}
