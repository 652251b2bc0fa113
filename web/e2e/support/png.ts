import { once } from 'node:events'
import { createDeflate, deflateSync } from 'node:zlib'

/** A picture with a grid every 20 pixels, as a PNG (RFC 2083). */
export function png(width: number, height: number): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isLine = x % 20 === 0 || y % 20 === 0
      const at = y * (1 + width * 3) + 1 + x * 3
      rows[at] = isLine ? 90 : 200 - Math.round((x / width) * 90)
      rows[at + 1] = isLine ? 100 : 214
      rows[at + 2] = isLine ? 110 : 190 + Math.round((y / height) * 60)
    }
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', size), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(checksum(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

function checksum(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}

/** A grey picture of any size, written row by row: `shade` gives each row. */
export async function hugePng(width: number, height: number, shade: (row: Uint8Array, y: number) => void): Promise<Uint8Array> {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([8, 0, 0, 0, 0], 8)
  const packer = createDeflate({ level: 1 })
  const packed: Buffer[] = []
  packer.on('data', (part: Buffer) => packed.push(part))
  const ended = once(packer, 'end')
  for (let y = 0; y < height; y += 1) {
    const row = new Uint8Array(1 + width)
    shade(row.subarray(1), y)
    if (!packer.write(row)) await once(packer, 'drain')
  }
  packer.end()
  await ended
  // One chunk each: checksums of hundreds of kilobytes are quick.
  const data = packed.map((part) => chunk('IDAT', part))
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', size), ...data, chunk('IEND', Buffer.alloc(0))])
}
