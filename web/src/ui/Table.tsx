import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'

export type Column<Row> = {
  key: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** Numbers stand right, with figures of one width. */
  numeric?: boolean
  /** Left away on a phone, where another cell says it. */
  wideOnly?: boolean
  /** The cell that names the row. */
  rowHeader?: boolean
}

/** A plain table that scrolls sideways within itself when it must. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  empty,
  hideCaption = true,
  onRow,
}: {
  caption: string
  columns: Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  empty?: ReactNode
  hideCaption?: boolean
  /** Makes rows clickable with the mouse; keep a real link in the first cell for everybody else. */
  onRow?: (row: Row) => void
}) {
  if (rows.length === 0 && empty) return <>{empty}</>
  return (
    <div className="relative overflow-x-auto" role="region" aria-label={caption} tabIndex={0}>
      <table className="w-full border-collapse text-left">
        <caption className={hideCaption ? 'sr-only' : 'pb-2 text-left font-semibold'}>{caption}</caption>
        <thead>
          <tr className="border-b border-line-strong text-sm text-muted">
            {columns.map((column) => (
              <th key={column.key} scope="col" className={cx('px-3 py-2 font-semibold whitespace-nowrap', column.numeric && 'text-right', column.wideOnly && 'max-sm:hidden')}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={cx('border-b border-line', onRow && 'cursor-pointer hover:bg-sunken')} onClick={onRow && (() => onRow(row))}>
              {columns.map((column) =>
                column.rowHeader ? (
                  <th key={column.key} scope="row" className="px-3 py-2 font-medium">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} className={cx('px-3 py-2', column.numeric && 'text-right whitespace-nowrap tabular-nums', column.wideOnly && 'max-sm:hidden')}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
