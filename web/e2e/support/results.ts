import { readFileSync } from 'node:fs'
import type { Download } from '@playwright/test'
import type { Region } from '../../src/api/types'
import type { Box } from './pictures'

export const textOf = async (download: Download): Promise<string> => readFileSync(await download.path(), 'utf8')

/** The rows of a CSV by the names of its columns (RFC 4180). */
export function rowsOfCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end !== ',') rows.push([])
  }
  const [header = [], ...body] = rows.filter((row) => row.some((cell) => cell !== ''))
  return body.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])))
}

/** A region's box in pixels. Results hold percent; whatever is drawn lies on whole pixels. */
export function boxOf({ value, original_width: across, original_height: down }: Pick<Region, 'value'> & { original_width?: number | null; original_height?: number | null }): Box {
  const pixels = (name: keyof Box, whole: number | null | undefined): number => {
    const exact = (Number(value[name]) * (whole ?? Number.NaN)) / 100
    const rounded = Math.round(exact)
    if (!(Math.abs(exact - rounded) < 1e-6)) throw new Error(`${name} is ${exact} pixels`)
    return rounded
  }
  return { x: pixels('x', across), y: pixels('y', down), width: pixels('width', across), height: pixels('height', down) }
}
