/** Painted masks: their kind of shape, and the layer that shows them. Fetched where a config asks for a brush. */
export { brush } from './mask'
export { MaskLayer } from './layer'
