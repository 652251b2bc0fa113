// Makes the pictures of the demo, all with known answers, from packages of freely licensed emoji drawings:
//   dist/demo/pets/*.svg + pets.json      one animal each: is it a cat, a dog, or something else?
//   dist/demo/scenes/*.svg + scenes.json  several animals each, with the exact box around every one
// The same packages always give the same files. File names say nothing about the answer.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

const require = createRequire(import.meta.url)
const out = resolve(import.meta.dirname, '../dist/demo')

const PACKAGES = ['noto', 'noto-v1', 'fluent-emoji-flat', 'twemoji', 'emojione', 'fxemoji']
const PETS_MIN = 150
const SCENES = 24
const SCENE = { width: 1200, height: 800 }

/** The names of the drawings by what they show; every package has its own way to spell them. */
const DRAWINGS = {
  cat: `cat cat-face black-cat catside
    cat-with-tears-of-joy cat-with-wry-smile crying-cat grinning-cat grinning-cat-with-smiling-eyes kissing-cat
    pouting-cat smiling-cat-with-heart-eyes weary-cat
    cat-face-with-tears-of-joy cat-face-with-wry-smile crying-cat-face grinning-cat-face
    grinning-cat-face-with-smiling-eyes kissing-cat-face pouting-cat-face smiling-cat-face-with-heart-eyes
    weary-cat-face`,
  dog: 'dog dog-face dogside guide-dog service-dog poodle',
  other: `bear bear-face chipmunk cow-face cowface fox frog frog-face hamster hamster-face koala leopard leopardside
    lion lion-face monkey-face monkeyface mouse-face panda panda-face pandaface penguin pig-face rabbit-face raccoon
    tiger tiger-face tigerside wolf wolfface`,
}

/** Soft grounds, so that neither a black nor a white animal is lost on the page. */
const GROUNDS = ['#fef3c7', '#dcfce7', '#dbeafe', '#fce7f3', '#ede9fe', '#ffedd5', '#e0f2fe', '#f1f5f9']

function loadDrawings() {
  return PACKAGES.flatMap((name) => {
    const { icons } = require(`@iconify-json/${name}`)
    const info = require(`@iconify-json/${name}/info.json`)
    const { version } = require(`@iconify-json/${name}/package.json`)
    return Object.entries(DRAWINGS).flatMap(([answer, names]) =>
      names
        .split(/\s+/)
        .filter((icon) => icons.icons[icon])
        .map((icon) => ({
          answer,
          name: icon.replaceAll('-', ' '),
          body: icons.icons[icon].body,
          size: icons.icons[icon].width ?? icons.width ?? 16,
          source: `@iconify-json/${name}@${version} ${icon}`,
          licence: info.license.spdx,
          attribution: `${info.name} by ${info.author.name}, ${info.author.url}`,
        })),
    )
  })
}

/** A number that depends on nothing but the text: stands in for chance, so that every build is the same. */
const hash = (text) => createHash('sha256').update(text).digest()

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
function randomFrom(seed) {
  let state = hash(seed).readUInt32LE()
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const svg = (width, height, body) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>\n`

/** Gradients and clips are named within a drawing; two drawings in one picture must not share the names. */
const withOwnNames = (body, prefix) =>
  body
    .replaceAll(/\bid="([^"]+)"/g, `id="${prefix}-$1"`)
    .replaceAll(/url\(#([^)]+)\)/g, `url(#${prefix}-$1)`)
    .replaceAll(/href="#([^"]+)"/g, `href="#${prefix}-$1"`)

/** The smallest upright rectangle around what is really drawn, in the drawing's own units. */
function drawnBox({ body, size }) {
  const drawing = new Resvg(svg(size, size, body))
  const box = drawing.getBBox()
  const found = { x: box.x, y: box.y, width: box.width, height: box.height }
  drawing.free()
  return found
}

function writePets(drawings) {
  mkdirSync(join(out, 'pets'), { recursive: true })
  const pets = drawings.map((drawing) => {
    const digest = hash(drawing.source)
    const file = `pets/${digest.toString('hex').slice(0, 12)}.svg`
    const ground = GROUNDS[digest[31] % GROUNDS.length]
    const scale = 400 / drawing.size
    const picture = svg(512, 512, `<rect width="512" height="512" fill="${ground}"/><g transform="translate(56 56) scale(${scale})">${drawing.body}</g>`)
    writeFileSync(join(out, file), picture)
    const { name, answer, source, licence, attribution } = drawing
    return { file, name, answer, source, licence, attribution }
  })
  // By file name, which is as good as shuffled.
  pets.sort((a, b) => a.file.localeCompare(b.file, 'en'))
  writeFileSync(join(out, 'pets.json'), `${JSON.stringify(pets, null, 1)}\n`)
  return pets
}

/** Sky, ground, a sun, some bushes: things that are not to be boxed. */
function landscape(random) {
  const pick = (list) => list[Math.floor(random() * list.length)]
  const horizon = 260 + random() * 120
  const bushes = Array.from({ length: 3 + Math.floor(random() * 3) }, () => {
    const [x, radius] = [random() * SCENE.width, 40 + random() * 60]
    return `<ellipse cx="${x.toFixed(0)}" cy="${horizon.toFixed(0)}" rx="${(radius * 1.5).toFixed(0)}" ry="${radius.toFixed(0)}" fill="#86b97f"/>`
  })
  return [
    `<rect width="${SCENE.width}" height="${SCENE.height}" fill="${pick(['#cfe8fb', '#fde9d3', '#e4e0f7'])}"/>`,
    `<circle cx="${(150 + random() * 900).toFixed(0)}" cy="110" r="54" fill="#fff4c2"/>`,
    ...bushes,
    `<rect y="${horizon.toFixed(0)}" width="${SCENE.width}" height="${(SCENE.height - horizon).toFixed(0)}" fill="${pick(['#b9d8a2', '#e6d6ae', '#cbd5c0'])}"/>`,
  ].join('')
}

/** Puts drawings where they do not touch one another. Far ones are small and stand high, as in a photograph. */
function place(random, chosen) {
  const placed = []
  for (const drawing of chosen) {
    for (let attempt = 0; attempt < 200; attempt++) {
      const foot = 360 + random() * (SCENE.height - 380)
      const side = Math.round((100 + (foot - 360) * 0.45) * (0.85 + random() * 0.3))
      const spot = { x: Math.round(20 + random() * (SCENE.width - side - 40)), y: Math.round(foot - side), side }
      const apart = placed.every((other) => spot.x + side + 12 < other.x || other.x + other.side + 12 < spot.x || spot.y + side + 12 < other.y || other.y + other.side + 12 < spot.y)
      if (!apart) continue
      placed.push({ ...spot, drawing, mirrored: random() < 0.5 })
      break
    }
  }
  return placed.toSorted((a, b) => a.y + a.side - b.y - b.side)
}

const percent = (value, whole) => Number(((value / whole) * 100).toFixed(4))
const unique = (list) => [...new Set(list)].toSorted()

/** One animal in a scene: its drawing, and the box around it in percent of the scene, as Label Studio has it. */
function putIntoScene({ x, y, side, drawing, mirrored }, index, id) {
  const scale = side / drawing.size
  const inner = drawnBox(drawing)
  const left = mirrored ? drawing.size - inner.x - inner.width : inner.x
  const mirror = mirrored ? `translate(${drawing.size} 0) scale(-1 1)` : ''
  const body = `<g transform="translate(${x} ${y}) scale(${scale}) ${mirror}">${withOwnNames(drawing.body, `d${index}`)}</g>`
  const region = {
    id: `${id}-${index + 1}`,
    from_name: 'box',
    to_name: 'image',
    type: 'rectanglelabels',
    original_width: SCENE.width,
    original_height: SCENE.height,
    image_rotation: 0,
    value: {
      x: percent(x + left * scale, SCENE.width),
      y: percent(y + inner.y * scale, SCENE.height),
      width: percent(inner.width * scale, SCENE.width),
      height: percent(inner.height * scale, SCENE.height),
      rotation: 0,
      rectanglelabels: [drawing.answer],
    },
  }
  return { body, region }
}

function writeScenes(drawings) {
  mkdirSync(join(out, 'scenes'), { recursive: true })
  const byAnswer = groupByAnswer(drawings)
  const scenes = Array.from({ length: SCENES }, (_, index) => {
    const random = randomFrom(`scene ${index}`)
    const pick = (answer) => byAnswer[answer][Math.floor(random() * byAnswer[answer].length)]
    const wanted = ['cat', 'dog', ...Array.from({ length: 1 + Math.floor(random() * 4) }, () => ['cat', 'dog', 'other'][Math.floor(random() * 3)])]
    const id = hash(`scene ${index}`).toString('hex').slice(0, 12)
    const file = `scenes/${id}.svg`
    const ground = landscape(random)
    const animals = place(random, wanted.map(pick)).map((spot, at) => ({ ...putIntoScene(spot, at, id), drawing: spot.drawing }))
    writeFileSync(join(out, file), svg(SCENE.width, SCENE.height, ground + animals.map(({ body }) => body).join('')))
    return {
      file,
      name: `scene ${index + 1}`,
      ...SCENE,
      regions: animals.map(({ region }) => region),
      sources: animals.map(({ drawing }) => drawing.source),
      licences: unique(animals.map(({ drawing }) => drawing.licence)),
      attributions: unique(animals.map(({ drawing }) => drawing.attribution)),
    }
  })
  writeFileSync(join(out, 'scenes.json'), `${JSON.stringify(scenes, null, 1)}\n`)
  return scenes
}

/** Object.groupBy, which Node.js 20 has not. */
function groupByAnswer(drawings) {
  const groups = {}
  for (const drawing of drawings) (groups[drawing.answer] ??= []).push(drawing)
  return groups
}

/** Fails rather than leave the demo with nothing in it when a package changes its names. */
function verify(pets, scenes) {
  const counts = Object.keys(DRAWINGS).map((answer) => [answer, pets.filter((pet) => pet.answer === answer).length])
  const boxes = scenes.flatMap((scene) => scene.regions)
  const outside = boxes.filter(({ value: { x, y, width, height } }) => !(x >= 0 && y >= 0 && width > 2 && height > 2 && x + width <= 100 && y + height <= 100))
  if (pets.length < PETS_MIN || counts.some(([, count]) => count < 15)) throw new Error(`too few demo pictures: ${JSON.stringify(counts)}`)
  if (outside.length > 0) throw new Error(`boxes outside of their scene: ${JSON.stringify(outside)}`)
  console.log(`demo data: ${pets.length} pets (${counts.map(([answer, count]) => `${count} ${answer}`).join(', ')}), ${scenes.length} scenes with ${boxes.length} boxes`)
}

await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')))
rmSync(out, { recursive: true, force: true })
const drawings = loadDrawings()
verify(writePets(drawings), writeScenes(drawings))
