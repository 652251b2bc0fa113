// A slow line in front of a server: every byte either way comes late and through a narrow pipe, whoever sends it. Unlike the
// browser's own throttling it also slows service workers and preloads.
import { connect, createServer } from 'node:net'

/** One direction of the line: all connections share its width. */
class Pipe {
  #freeAt = 0
  constructor(delayMs, bitsPerSecond) {
    this.delayMs = delayMs
    this.bytesPerMs = bitsPerSecond / 8000
  }
  /** When a piece that is sent now has arrived. */
  arrival(bytes) {
    const now = performance.now()
    this.#freeAt = Math.max(now, this.#freeAt) + bytes / this.bytesPerMs
    return this.#freeAt + this.delayMs
  }
}

/** Small pieces, so that connections share the line instead of waiting for one another. */
const pieceBytes = 1460

function carry(from, to, pipe) {
  let last = 0
  let waiting = 0
  from.on('data', (data) => {
    for (let at = 0; at < data.length; at += pieceBytes) {
      const piece = data.subarray(at, at + pieceBytes)
      last = pipe.arrival(piece.length)
      waiting += piece.length
      if (waiting > 64 * pieceBytes) from.pause()
      setTimeout(() => {
        waiting -= piece.length
        if (!to.destroyed) to.write(piece)
        if (waiting < 32 * pieceBytes) from.resume()
      }, last - performance.now())
    }
  })
  from.on('end', () => setTimeout(() => to.end(), Math.max(0, last - performance.now()) + 1))
  from.on('error', () => to.destroy())
  from.on('close', () => setTimeout(() => to.destroy(), Math.max(0, last - performance.now()) + 50))
}

/** Listens on a port of its own; resolves to its address. `roundTripMs` is there and back, the width that of each direction. */
export async function slowLink(port, roundTripMs, bitsPerSecond) {
  const [up, down] = [new Pipe(roundTripMs / 2, bitsPerSecond), new Pipe(roundTripMs / 2, bitsPerSecond)]
  const listener = createServer((socket) => {
    const server = connect(port, '127.0.0.1')
    for (const one of [socket, server]) one.setNoDelay(true)
    carry(socket, server, up)
    carry(server, socket, down)
  })
  await new Promise((done) => listener.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${listener.address().port}`, close: () => listener.close() }
}
