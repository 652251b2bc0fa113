/**
 * What the bench knows of each tag before its tool is there. A tool that not every task needs is fetched when a config first asks
 * for it. To add a tag: one line here, one folder beside this file.
 */
import type { LazyModule } from './interface/lazy'
import { loadBoard, mountImage } from './image'
import { paragraphsReader } from './paragraphs'
import { relationsOf } from './relation'
import { textReader } from './text'
import { strings } from './base'
import { count, nameOf } from './node'
import type { HotkeyRegistry } from './hotkeys'
import type { Pyramid } from './surface'
import type { ConfigNode, LabelSpec, Locale, Region, TaskData } from './types'

export interface ControlTool {
  /** The `type` of its regions. */
  readonly kind: string
  /** What a person is asked to do when nothing is there yet. */
  readonly ask: 'choose' | 'draw' | 'write' | 'converse' | 'mark' | 'answer' | 'photograph' | 'record'
  /** Each region is a thing of its own on the object, about which `perRegion` controls may say more. */
  readonly draws?: boolean
  /** Tags of objects on which it only labels what other controls draw, sharing their ids. */
  readonly completes?: readonly string[]
  /** The key of the labels in a value. */
  readonly labelKey?: string
  /** Tags of objects whose own tool shows it; elsewhere it has a place of its own. */
  readonly surfaces?: readonly string[]
  /** Its regions name no control; they are known by their type. */
  readonly unnamed?: boolean
  /** Left out where the tool is part of the entry. */
  readonly load?: LazyModule
  /** What can be picked in it, where the config does not write it out as Labels or Choices. */
  readonly labels?: (node: ConfigNode) => LabelSpec[]
  /** Whether a region says something; a region that is there does, unless this says otherwise. */
  readonly isFilled?: (region: Region) => boolean
  /** The region in a few words, for a list of differences; its labels when left out. */
  readonly describe?: (region: Region) => string
}

const image = ['Image']

/** Stretches of a text, a dialogue or a formatted text, which the object itself shows. */
function spans(kind: string, surfaces: readonly string[]): ControlTool {
  return {
    kind, ask: 'mark', draws: true, labelKey: kind, surfaces,
    describe: (region) => `${strings(region, kind).join(', ')}: ${typeof region.value['text'] === 'string' ? region.value['text'] : stretchOf(region)}`,
  }
}

/** Something drawn on a picture: with labels of its own (`RectangleLabels`) or without (`Rectangle`). */
function shape(kind: string, labelled: boolean): ControlTool {
  return { kind, ask: 'draw', draws: true, surfaces: image, ...(labelled ? { labelKey: kind } : {}) }
}

const CONTROLS: Readonly<Record<string, ControlTool | undefined>> = {
  Choices: { kind: 'choices', ask: 'choose', isFilled: (region) => strings(region, 'choices').length > 0 },
  TextArea: { kind: 'textarea', ask: 'write' },
  Chat: { kind: 'chatmessage', ask: 'converse', draws: true },
  Rectangle: shape('rectangle', false),
  RectangleLabels: shape('rectanglelabels', true),
  Polygon: shape('polygon', false),
  PolygonLabels: shape('polygonlabels', true),
  Ellipse: shape('ellipse', false),
  EllipseLabels: shape('ellipselabels', true),
  KeyPoint: shape('keypoint', false),
  KeyPointLabels: shape('keypointlabels', true),
  Brush: shape('brush', false),
  BrushLabels: shape('brushlabels', true),
  Labels: { ...spans('labels', ['Text', 'HyperText', 'Paragraphs', 'Image', 'Audio', 'Video', 'TimeSeries']), completes: ['Image', 'Video'] },
  HyperTextLabels: spans('hypertextlabels', ['HyperText']),
  ParagraphLabels: spans('paragraphlabels', ['Paragraphs']),
  TimelineLabels: { kind: 'timelinelabels', ask: 'mark', draws: true, labelKey: 'timelinelabels', surfaces: ['Video'], describe: describeStretch },
  TimeSeriesLabels: { kind: 'timeserieslabels', ask: 'mark', draws: true, labelKey: 'timeserieslabels', surfaces: ['TimeSeries'], describe: describeStretch },
  VideoRectangle: { kind: 'videorectangle', ask: 'draw', draws: true, labelKey: 'labels', surfaces: ['Video'], labels: () => [] },
  Relations: { kind: 'relation', ask: 'mark', unnamed: true, load: () => import('./relations'), labels: relationsOf },
  Rating: {
    kind: 'rating', ask: 'choose', load: () => import('./rating'), labels: (node) => numbered(node, count(node, 'maxRating') ?? 5),
    isFilled: (region) => Number(region.value['rating']) > 0, describe: (region) => String(region.value['rating']),
  },
  Number: { kind: 'number', ask: 'answer', load: () => import('./number'), describe: (region) => String(region.value['number']) },
  DateTime: { kind: 'datetime', ask: 'answer', load: () => import('./date-time'), describe: (region) => String(region.value['datetime']) },
  Pairwise: {
    kind: 'pairwise', ask: 'choose', load: () => import('./pairwise'), labels: (node) => numbered(node, 2),
    describe: (region) => String(region.value['selected']),
  },
  Taxonomy: {
    kind: 'taxonomy', ask: 'choose', load: () => import('./taxonomy'), labels: () => [],
    isFilled: (region) => listIn(region, 'taxonomy').length > 0,
    describe: (region) => listIn(region, 'taxonomy').map((path) => (Array.isArray(path) ? path.join(' / ') : '')).join(', '),
  },
  Capture: {
    kind: 'capture', ask: 'photograph', load: () => import('./capture'), labels: () => [],
    isFilled: (region) => listIn(region, 'capture').length > 0, describe: (region) => String(listIn(region, 'capture').length),
  },
  Recorder: {
    kind: 'recorder', ask: 'record', load: () => import('./recorder'), labels: () => [],
    isFilled: (region) => listIn(region, 'recorder').length > 0, describe: (region) => listIn(region, 'recorder').join(', '),
  },
  Ranker: {
    kind: 'ranker', ask: 'answer', surfaces: ['List'], labels: () => [],
    describe: (region) => Object.entries(region.value['ranker'] ?? {}).map(([name, ids]) => `${name}: ${[ids].flat().join(', ')}`).join(' · '),
  },
}

/** From where to where, of a recording, a series or (in frames) a video. */
function stretchOf({ value }: Region): string {
  const ranges = Array.isArray(value['ranges']) ? value['ranges'] : [value]
  return ranges.map(({ start, end }: { start?: unknown; end?: unknown }) => (start === undefined ? '' : `${String(start)}–${String(end)}`)).join(', ')
}

function describeStretch(region: Region): string {
  return `${strings(region, region.type).join(', ')}: ${stretchOf(region)}`
}

/** Numbers as things to pick, so that they get keys of their own. */
function numbered(node: ConfigNode, most: number): LabelSpec[] {
  return Array.from({ length: most }, (_, index) => ({ value: String(index + 1), title: String(index + 1), fromName: nameOf(node) }))
}

function listIn(region: Region, key: string): readonly unknown[] {
  const list = region.value[key]
  return Array.isArray(list) ? list : []
}

export interface ReaderContext {
  readonly node: ConfigNode
  readonly data: TaskData
  readonly locale: Locale
  /** The address of its file. */
  readonly source: string
  /** Tiles over it, where the picture itself is too large to be sent whole. */
  readonly pyramid?: Pyramid | undefined
  readonly hotkeys: HotkeyRegistry | undefined
  readonly resolveMedia?: ((reference: string) => string) | undefined
}

export interface ObjectTool {
  /** Shows it where nothing is drawn on it and nobody points at a place; returns how to clean up. */
  readonly reader?: (place: HTMLElement, context: ReaderContext) => (() => void) | void
  /** Shows it with what is drawn on it. */
  readonly load?: LazyModule
  /** An inspector can point at a place in it. */
  readonly points?: boolean
}

const OBJECTS: Readonly<Record<string, ObjectTool | undefined>> = {
  Image: {
    reader: (place, { node, data, ...context }) => mountImage(place, { node, task: data, ...context }).destroy,
    load: loadBoard,
    points: true,
  },
  Text: { reader: (place, { node, data }) => place.append(textReader(node, data)), load: () => import('./spans'), points: true },
  Audio: { load: () => import('./audio') },
  Pdf: { load: () => import('./pdf') },
  TimeSeries: { load: () => import('./time-series') },
  Video: { load: () => import('./video') },
  HyperText: { load: () => import('./hypertext') },
  List: { load: () => import('./ranker') },
  Table: { load: () => import('./table') },
  Paragraphs: {
    reader: (place, { node, data, locale, resolveMedia }) => place.append(paragraphsReader(node, data, locale, resolveMedia)),
    load: () => import('./paragraphs/marked'),
    points: true,
  },
}

export function controlTool(tag: string): ControlTool | undefined {
  return CONTROLS[tag]
}

export function objectTool(tag: string): ObjectTool | undefined {
  return OBJECTS[tag]
}
