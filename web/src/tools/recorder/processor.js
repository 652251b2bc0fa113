// Runs on the audio thread: hands the samples of the first channel on, some hundredths of a second at a time.
/* global AudioWorkletProcessor, registerProcessor */
const BLOCK = 2048

class Recorder extends AudioWorkletProcessor {
  constructor() {
    super()
    this.block = new Float32Array(BLOCK)
    this.filled = 0
  }

  process(inputs) {
    const channel = inputs[0]?.[0]
    if (!channel) return true
    for (const sample of channel) {
      this.block[this.filled] = sample
      this.filled += 1
      if (this.filled === BLOCK) {
        this.port.postMessage(this.block.slice())
        this.filled = 0
      }
    }
    return true
  }
}

registerProcessor('pumasi-recorder', Recorder)
