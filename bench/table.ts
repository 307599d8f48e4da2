/** Prints rows under a head: the first column to the left, the others to the right. */
export function printTable(title: string, head: readonly string[], rows: readonly string[][]): void {
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('   ')
  console.log(`\n${title}\n`)
  for (const cells of [head, widths.map((width) => '─'.repeat(width)), ...rows]) console.log(line(cells))
}

/** A target in words, and whether every page met it. */
export interface Target {
  sentence: string
  met: boolean
}

/** The value below which the given share (0–1) of the values lies, interpolated between neighbours. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at % 1)
}
