// What the bench does inside the page: it watches which picture is on the screen, frame by frame.

/** Runs before the page's own scripts. A sample begins with the key that answers, and ends when the next picture is painted. */
export function watchPage() {
  const picture = () => document.querySelector('#main .pt-interface img')
  const isThere = (img) => img !== null && img.complete && img.naturalWidth > 0 && img.checkVisibility() && img.getBoundingClientRect().width > 0
  /** Resolves in a task after the frame that is being made was handed to the compositor. */
  const painted = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done(performance.now())
      port2.postMessage(null)
    })
  const nextFrame = () => new Promise((done) => requestAnimationFrame(done))
  globalThis.bench = { samples: [], longest: [], first: null }

  async function follow(started, before) {
    const sample = { paintedMs: 0, frames: 0, emptyFrames: 0, sameFrames: 0, decodeMs: 0 }
    for (;;) {
      await nextFrame()
      sample.frames += 1
      const img = picture()
      if (isThere(img) && img.src !== before) {
        sample.paintedMs = (await painted()) - started
        const asked = performance.now()
        await img.decode()
        sample.decodeMs = performance.now() - asked
        break
      }
      if (isThere(img)) sample.sameFrames += 1
      else sample.emptyFrames += 1
    }
    globalThis.bench.samples.push(sample)
  }
  addEventListener(
    'keydown',
    (event) => {
      if (event.code === 'Digit1' && isThere(picture())) void follow(event.timeStamp, picture().src)
    },
    true,
  )
  // From the key to the picture on the glass, as the browser itself measures it (rounded to 8 ms).
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'keydown') globalThis.bench.longest.push(entry.duration)
  }).observe({ type: 'event', durationThreshold: 16 })

  async function first() {
    for (;;) {
      await nextFrame()
      const img = picture()
      if (isThere(img)) {
        await img.decode()
        globalThis.bench.first = await painted()
        return
      }
    }
  }
  void first()
}

/** Draws the demo's animals over coloured noise: pictures of the size of a phone's photo in a chat, no two alike. */
export async function drawPictures([drawings, from, count]) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1024, height: 768 })
  const pen = canvas.getContext('2d')
  const all = []
  for (let index = from; index < from + count; index += 1) {
    const image = new Image()
    image.src = URL.createObjectURL(new Blob([drawings[index % drawings.length]], { type: 'image/svg+xml' }))
    await image.decode()
    pen.fillStyle = `hsl(${(index * 47) % 360} 45% 72%)`
    pen.fillRect(0, 0, 1024, 768)
    for (let spot = 0; spot < 350; spot += 1) {
      pen.fillStyle = `hsl(${Math.random() * 360} 50% ${40 + Math.random() * 50}% / 0.35)`
      pen.fillRect(Math.random() * 1024, Math.random() * 768, 10 + Math.random() * 70, 10 + Math.random() * 70)
    }
    pen.drawImage(image, 212, 84, 600, 600)
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.8))
    const bytes = new Uint8Array(await blob.arrayBuffer())
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    all.push(btoa(text))
    URL.revokeObjectURL(image.src)
  }
  return all
}
