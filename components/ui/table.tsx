import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type TableProps = {
  columns: readonly { text: ReactNode; num?: boolean }[]
  caption?: ReactNode
  /** Id of the heading that names the table. */
  labelledBy?: string
  /** The table's name, where no heading is above it. */
  label?: string
  /** On phones each row becomes a short list. */
  fold?: boolean
  /** The layout of the queue: days left, small clock, subject, the rest; rows under TableGroups. */
  queue?: boolean
  /** Rows: `tr` with a `th scope="row"` and Cells. */
  children: ReactNode
}

/** A table with hairlines between its rows. */
export function Table({ columns, caption, labelledBy, label, fold, queue, children }: TableProps) {
  return (
    <table
      className={classes('table', fold && 'fold', queue && 'queue')}
      aria-labelledby={labelledBy}
      aria-label={label}
    >
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          {columns.map((column, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
            <th key={place} scope="col" className={column.num ? 'num' : undefined}>
              {column.text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

/** The heading of a group of rows. */
export function TableGroup({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr className="group">
      <th colSpan={columns} scope="rowgroup">
        {children}
      </th>
    </tr>
  )
}

/** A cell. `label` repeats the column's name where the table is folded. */
export function Cell({ label, num, children }: { label?: string; num?: boolean; children: ReactNode }) {
  return (
    <td className={num ? 'num' : undefined} data-label={label}>
      {children}
    </td>
  )
}
