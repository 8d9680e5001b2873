import { createCanvas, loadImage } from '@napi-rs/canvas'
import { type Grey, greyAt, pictureOf, pixelAt, repainted } from './qr-pictures.js'

export type Degrade = (grey: Grey, chance: () => number) => Grey | Promise<Grey>

/** What paper, cameras and copiers do to a QR, each case by itself and the last one together. */
export const DEGRADATIONS: Record<string, Degrade> = {
  clean: (grey) => grey,
  'rotated 8°': (grey) => turned(grey, 8),
  'rotated 40°': (grey) => turned(grey, 40),
  perspective: leaning,
  noise: (grey, chance) => noisy(grey, 25, chance),
  'low contrast': (grey) => repainted(grey, (_x, _y, value) => 110 + value * 0.25),
  shadow: (grey) =>
    repainted(grey, (x, y, value) => {
      // From light to dark over a quarter of the picture.
      const depth = Math.min(1, Math.max(0, (2 * (x + y)) / grey.side - 1.5))
      return value * (1 - 0.55 * depth)
    }),
  'grey print': (grey, chance) =>
    noisy(
      repainted(grey, (_x, _y, value) => 70 + value * 0.6),
      12,
      chance,
    ),
  'JPEG q20 at 60 %': (grey) => jpeg(scaled(grey, 0.6), 20),
  'blur 1.5 px': (grey) => blurred(grey, 1.5),
  'blur 2.5 px': (grey) => blurred(grey, 2.5),
  'motion blur': (grey) => moved(grey, 7),
  'occlusion 10 %': (grey, chance) => covered(grey, 0.1, chance),
  'occlusion 20 %': (grey, chance) => covered(grey, 0.2, chance),
  thumb: thumbed,
  crease: creased,
  'downscale 50 %': (grey) => scaled(grey, 0.5),
  'downscale 33 %': (grey) => scaled(grey, 0.33),
  'phone photo': (grey, chance) => jpeg(noisy(blurred(leaning(turned(grey, 6)), 1), 10, chance), 50),
}

function turned(grey: Grey, degrees: number): Grey {
  const angle = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const side = Math.ceil(grey.side * (Math.abs(cos) + Math.abs(sin)))
  return resampled(grey, side, (x, y) => {
    const [dx, dy] = [x - side / 2, y - side / 2]
    return [cos * dx + sin * dy + grey.side / 2, -sin * dx + cos * dy + grey.side / 2]
  })
}

/** Seen from below: the upper edge a sixth narrower than the lower one. */
function leaning(grey: Grey): Grey {
  const { side } = grey
  const middle = side / 2
  return resampled(grey, side, (x, y) => {
    const nearness = 1 - (1 - y / side) / 6
    return [(x - middle) / nearness + middle, (y - middle) / nearness + middle]
  })
}

function resampled(grey: Grey, side: number, from: (x: number, y: number) => [number, number]): Grey {
  const empty: Grey = { ...grey, side, values: new Float32Array(side * side) }
  return repainted(empty, (x, y) => greyAt(grey, ...from(x, y)))
}

/** Gaussian, `sigma` in pixels. */
function blurred(grey: Grey, sigma: number): Grey {
  const reach = Math.ceil(3 * sigma)
  const weights = Array.from({ length: 2 * reach + 1 }, (_, place) =>
    Math.exp(-((place - reach) ** 2) / (2 * sigma ** 2)),
  )
  const all = weights.reduce((sum, weight) => sum + weight)
  const along = (source: Grey, dx: number, dy: number) =>
    repainted(source, (x, y) => {
      let sum = 0
      for (let step = -reach; step <= reach; step++)
        sum += ((weights[step + reach] ?? 0) / all) * pixelAt(source, x + dx * step, y + dy * step)
      return sum
    })
  return along(along(grey, 1, 0), 0, 1)
}

/** So many pixels during the exposure, aslant. */
function moved(grey: Grey, pixels: number): Grey {
  return repainted(grey, (x, y) => {
    let sum = 0
    for (let step = -pixels / 2; step <= pixels / 2; step += 0.5)
      sum += greyAt(grey, x + 0.94 * step, y + 0.34 * step)
    return sum / (2 * pixels + 1)
  })
}

/** Normal enough: the mean of four equal ones. */
function noisy(grey: Grey, strength: number, chance: () => number): Grey {
  return repainted(grey, (_x, _y, value) => {
    const drawn = chance() + chance() + chance() + chance() - 2
    return Math.min(255, Math.max(0, value + drawn * strength * 1.7))
  })
}

/** One round blot over so much of the symbol, away from its three corner marks: without one of these none is found. */
function covered(grey: Grey, share: number, chance: () => number): Grey {
  const radius = grey.symbol * Math.sqrt(share / Math.PI)
  const middle = grey.side / 2 + grey.symbol * (0.08 + 0.08 * chance())
  return repainted(grey, (x, y, value) => (Math.hypot(x - middle, y - middle) < radius ? 128 : value))
}

/** A thumb that holds the paper, over the margin and the corner that has no mark. */
function thumbed(grey: Grey): Grey {
  const corner = grey.side / 2 + 0.5 * grey.symbol
  const [middle, radius] = [corner + 0.12 * grey.symbol, 0.24 * grey.symbol]
  return repainted(grey, (x, y, value) => (Math.hypot(x - middle, y - middle) < radius ? 150 : value))
}

/** Folded twice, the ink gone along both folds. */
function creased(grey: Grey, chance: () => number): Grey {
  const width = Math.max(2, grey.side / 90)
  const [across, down] = [0.45 + 0.1 * chance(), 0.45 + 0.1 * chance()].map((share) => share * grey.side)
  return repainted(grey, (x, y, value) =>
    Math.abs(y - (across ?? 0) - 0.05 * x) < width || Math.abs(x - (down ?? 0) + 0.05 * y) < width
      ? 235
      : value,
  )
}

/** Smaller, as programs for pictures do it (Lanczos, three lobes). */
function scaled(grey: Grey, by: number): Grey {
  const side = Math.round(grey.side * by)
  const narrow = { ...grey, side, values: new Float32Array(side * side) }
  const across = (row: number, x: number) => weighed((place) => pixelAt(grey, place, row), (x + 0.5) / by, by)
  const columns = Array.from({ length: side }, (_, x) =>
    Float32Array.from({ length: grey.side }, (_row, y) => across(y, x)),
  )
  return repainted(narrow, (x, y) => {
    const column = columns[x]
    const value = weighed((place) => column?.[place] ?? 255, (y + 0.5) / by, by)
    return Math.min(255, Math.max(0, value))
  })
}

function weighed(valueAt: (place: number) => number, middle: number, by: number): number {
  const reach = 3 / by
  let sum = 0
  let all = 0
  for (let place = Math.ceil(middle - 0.5 - reach); place <= middle - 0.5 + reach; place++) {
    const weight = lanczos((place + 0.5 - middle) * by)
    sum += weight * valueAt(place)
    all += weight
  }
  return sum / all
}

function lanczos(x: number): number {
  if (x === 0) return 1
  const angle = Math.PI * x
  return (3 * Math.sin(angle) * Math.sin(angle / 3)) / angle ** 2
}

async function jpeg(grey: Grey, quality: number): Promise<Grey> {
  const { side } = grey
  const context = createCanvas(side, side).getContext('2d')
  const data = context.createImageData(side, side)
  data.data.set(pictureOf(grey).rgba)
  context.putImageData(data, 0, 0)
  context.drawImage(await loadImage(context.canvas.toBuffer('image/jpeg', quality)), 0, 0)
  const { data: rgba } = context.getImageData(0, 0, side, side)
  return { ...grey, values: Float32Array.from({ length: side * side }, (_, place) => rgba[4 * place] ?? 255) }
}
