/** The microphone: samples as they come, and how loud it is now. */
import processorUrl from './processor.js?url&no-inline'
import { dbfs, joined } from './model'

export interface Microphone {
  /** In dBFS, of the last moment. */
  level(): number
  seconds(): number
  /** Stops and gives what was recorded. */
  stop(): { samples: Float32Array; rate: number }
  /** Stops and forgets. */
  cancel(): void
}

/** Opens the microphone without the filters that calls need: they change voices and cut quiet ends of words. */
export async function openMicrophone(): Promise<Microphone> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  })
  const context = new AudioContext()
  const release = () => {
    for (const track of stream.getTracks()) track.stop()
    void context.close()
  }
  try {
    await context.audioWorklet.addModule(processorUrl)
    await context.resume()
  } catch (error) {
    release()
    throw error
  }
  const source = context.createMediaStreamSource(stream)
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  const worklet = new AudioWorkletNode(context, 'pumasi-recorder', { numberOfOutputs: 0 })
  const parts: Float32Array[] = []
  let length = 0
  worklet.port.addEventListener('message', (event: MessageEvent<Float32Array>) => {
    parts.push(event.data)
    length += event.data.length
  })
  worklet.port.start()
  source.connect(analyser)
  source.connect(worklet)
  const moment = new Float32Array(analyser.fftSize)
  return {
    level() {
      analyser.getFloatTimeDomainData(moment)
      return dbfs(moment.reduce((sum, sample) => sum + sample * sample, 0) / moment.length)
    },
    seconds: () => length / context.sampleRate,
    stop() {
      worklet.port.close()
      source.disconnect()
      release()
      return { samples: joined(parts), rate: context.sampleRate }
    },
    cancel() {
      worklet.port.close()
      source.disconnect()
      release()
    },
  }
}
