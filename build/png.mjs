import { crc32, deflateSync } from 'node:zlib'

const COLOURS = 256

/**
 * A PNG with a palette: the most frequent colours, and for each of the others the nearest of these. For pictures of
 * pages, of which the rare colours are the blurred edges of letters.
 *
 * @param {{ width: number, height: number, pixels: Uint8Array }} image RGBA; it has to be opaque
 */
export function encodePng({ width, height, pixels }) {
  const colourAt = (/** @type {number} */ offset) =>
    ((pixels[offset] ?? 0) << 16) | ((pixels[offset + 1] ?? 0) << 8) | (pixels[offset + 2] ?? 0)

  /** @type {Map<number, number>} */
  const counts = new Map()
  for (let offset = 0; offset < pixels.length; offset += 4) {
    const colour = colourAt(offset)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const palette = [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, COLOURS)
    .map(([colour]) => colour)
  const places = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]))

  // Each line begins with its filter: none.
  const lines = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      lines[y * (width + 1) + 1 + x] = places.get(colourAt((y * width + x) * 4)) ?? 0
    }
  }

  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a pixel, by palette.
  header.set([8, 3], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => channels(colour)))),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** @param {number} colour */
function channels(colour) {
  return [colour >> 16, (colour >> 8) & 255, colour & 255]
}

/**
 * @param {number[]} palette
 * @param {number} colour
 */
function nearest(palette, colour) {
  const wanted = channels(colour)
  let best = 0
  let least = Infinity
  for (const [place, candidate] of palette.entries()) {
    const distance = channels(candidate).reduce((sum, value, index) => sum + (value - (wanted[index] ?? 0)) ** 2, 0)
    if (distance < least) [best, least] = [place, distance]
  }
  return best
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(content.length + 8)
  framed.writeUInt32BE(data.length, 0)
  content.copy(framed, 4)
  framed.writeUInt32BE(crc32(content), content.length + 4)
  return framed
}
