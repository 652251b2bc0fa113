import type { Locator, Page } from '@playwright/test'

export type Box = { x: number; y: number; width: number; height: number }
/** A picture of a car on a road. No two are of one size, so that a test knows by the size which one it looks at. */
export type Picture = { name: string; type: 'image/png' | 'image/jpeg'; width: number; height: number; car: Box }

// Smaller than a phone's screen: every pixel of a picture is wider than one of the screen, so that a finger can hit it exactly.
export const pictures: readonly Picture[] = [
  { name: 'car-1.png', type: 'image/png', width: 240, height: 180, car: { x: 40, y: 70, width: 90, height: 50 } },
  { name: 'car-2.jpg', type: 'image/jpeg', width: 200, height: 200, car: { x: 77, y: 93, width: 84, height: 61 } },
  { name: 'car-3.png', type: 'image/png', width: 256, height: 144, car: { x: 130, y: 48, width: 101, height: 57 } },
  { name: 'car-4.png', type: 'image/png', width: 160, height: 200, car: { x: 23, y: 110, width: 73, height: 49 } },
]

/** Draws the pictures in the browser and drops them as files, as somebody does who drags them out of a folder. */
export async function dropPictures(page: Page, target: Locator): Promise<void> {
  const transfer = await page.evaluateHandle(async (wanted) => {
    const transfer = new DataTransfer()
    for (const [index, { name, type, width, height, car }] of wanted.entries()) {
      const canvas = Object.assign(document.createElement('canvas'), { width, height })
      const pen = canvas.getContext('2d')
      if (!pen) throw new Error('this browser draws nothing')
      const fill = (color: string, ...[x, y, across, down]: [number, number, number, number]) => {
        pen.fillStyle = color
        pen.fillRect(x, y, across, down)
      }
      fill('#9ec9ef', 0, 0, width, height)
      fill('#7a7f87', 0, height * 0.6, width, height * 0.4)
      fill(['#c92a2a', '#1864ab', '#2b8a3e', '#e67700'][index % 4] ?? '#000', car.x, car.y, car.width, car.height)
      fill('#e9f5ff', car.x + car.width * 0.2, car.y + car.height * 0.15, car.width * 0.6, car.height * 0.3)
      const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, 0.9))
      if (!picture) throw new Error(`this browser writes no ${type}`)
      transfer.items.add(new File([picture], name, { type }))
    }
    return transfer
  }, pictures)
  await target.dispatchEvent('drop', { dataTransfer: transfer })
}
