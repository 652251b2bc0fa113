// @vitest-environment node
import { readFileSync } from 'node:fs'
import { validateXML } from 'xmllint-wasm'
import { describe, expect, it } from 'vitest'

/** The files that crates/papers/tests/bank.rs holds against what the server writes. */
const folder = new URL('../../../crates/papers/tests/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8')
const validate = (fileName: string, contents: string, schema: string) =>
  validateXML({ xml: [{ fileName, contents }], schema: [{ fileName: schema, contents: read(`schema/${schema}`) }] })

describe('files for banks', () => {
  it.each(['payments_krw.xml', 'payments_eur.xml'])('%s fits the schema of ISO 20022', async (name) => {
    const { valid, errors } = await validate(name, read(`files/${name}`), 'pain.001.001.09.xsd')
    expect(errors).toEqual([])
    expect(valid).toBe(true)
  })
  it('what the schema forbids is found', async () => {
    const broken = read('files/payments_krw.xml').replace('<PmtMtd>TRF</PmtMtd>', '<PmtMtd>CASH</PmtMtd>')
    const { valid } = await validate('broken.xml', broken, 'pain.001.001.09.xsd')
    expect(valid).toBe(false)
  })
  it('the report that the parser is tested with fits its schema too', async () => {
    const { valid } = await validate('status.xml', read('files/status_partly.xml'), 'pain.002.001.12.xsd')
    expect(valid).toBe(true)
  })
})
