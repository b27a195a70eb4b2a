/**
 * The skeleton of a JPEG: header, one table, a frame of this size, a scan. `bytes` fills it up to a length. A desk
 * reads no more of a picture than that; a browser would show nothing.
 */
export function jpeg({ width = 640, height = 480, frame = 0xc0, bytes = 0 } = {}): Buffer {
  const segment = (marker: number, body: number[]) => [0xff, marker, 0, body.length + 2, ...body]
  const begin = [0xff, 0xd8, ...segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0]), ...segment(0xdb, [0, 1, 2])]
  const size = [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]
  const scan = segment(0xda, [1, 1, 0, 0, 63, 0])
  const whole = [...begin, ...segment(frame, size), ...scan, 0x12]
  const fill = Buffer.alloc(Math.max(0, bytes - whole.length - 2), 0x34)
  return Buffer.concat([Buffer.from(whole), fill, Buffer.from([0xff, 0xd9])])
}
