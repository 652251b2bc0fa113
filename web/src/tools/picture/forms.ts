/** The kinds of shapes that are drawn as lines; fetched with the picture. */
import { box, ellipse } from './forms/box'
import { keyPoint } from './forms/key-point'
import { polygon } from './forms/polygon'
import type { Kind, KindName } from './form'

export const kinds: Partial<Record<KindName, Kind>> = { rectangle: box, polygon, ellipse, keypoint: keyPoint }
