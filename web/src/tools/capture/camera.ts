/** The camera: a live picture, a photo of it, or a video. */

export interface Camera {
  readonly stream: MediaStream
  close(): void
}

export async function openCamera(facingMode: 'environment' | 'user', withSound: boolean): Promise<Camera> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode, width: { ideal: 1920 }, height: { ideal: 1080 } },
    audio: withSound,
  })
  return { stream, close: () => stream.getTracks().forEach((track) => track.stop()) }
}

/** The picture that the element shows, as a JPEG of its full size. */
export function photoOf(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', 0.92))
}

/** The photo in a form that everybody reads: HEIC as a JPEG, where this browser can open it; null where it can not. */
export async function readablePhoto(file: File): Promise<Blob | null> {
  if (!/^image\/hei[cf]/.test(file.type) && !/\.hei[cf]$/i.test(file.name)) return file
  try {
    const bitmap = await createImageBitmap(file)
    const canvas = document.createElement('canvas')
    canvas.width = bitmap.width
    canvas.height = bitmap.height
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
    bitmap.close()
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92))
  } catch {
    return null
  }
}

/** In the order of what most programs read. */
const TYPES = ['video/mp4;codecs=avc1.42E01E,mp4a.40.2', 'video/webm;codecs=vp9,opus', 'video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4']

export interface VideoRecording {
  seconds(): number
  stop(): Promise<Blob>
}

export function recordVideo(stream: MediaStream): VideoRecording {
  const type = TYPES.find((candidate) => MediaRecorder.isTypeSupported(candidate))
  const recorder = new MediaRecorder(stream, { ...(type ? { mimeType: type } : {}), videoBitsPerSecond: 4_000_000 })
  const parts: Blob[] = []
  recorder.addEventListener('dataavailable', (event) => parts.push(event.data))
  const startedAt = performance.now()
  const stopped = new Promise<Blob>((resolve) => recorder.addEventListener('stop', () => resolve(new Blob(parts, { type: recorder.mimeType.split(';')[0] ?? 'video/webm' }))))
  recorder.start()
  return {
    seconds: () => (performance.now() - startedAt) / 1000,
    stop() {
      recorder.stop()
      return stopped
    },
  }
}

/** A picture file's pixels at the size at which sharpness is measured; null where the browser cannot read it. */
export async function pixelsOf(file: Blob, sizeOf: (width: number, height: number) => { width: number; height: number }): Promise<ImageData | null> {
  try {
    const bitmap = await createImageBitmap(file)
    const { width, height } = sizeOf(bitmap.width, bitmap.height)
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!context) return null
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, width, height)
    bitmap.close()
    return context.getImageData(0, 0, width, height)
  } catch {
    return null
  }
}
