/** The longest side of a logo, in pixels: sharp on every screen, and far below what one message may carry. */
const longestSide = 512

/** Fits a picture into the square of a logo without making it bigger. */
export function logoSize(width: number, height: number): { width: number, height: number } {
  const scale = Math.min(1, longestSide / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** The picture as the PNG data URL that the server takes, whatever its own format is. */
export async function logoDataUrl(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file)
  const canvas = document.createElement('canvas')
  Object.assign(canvas, logoSize(picture.width, picture.height))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return canvas.toDataURL('image/png')
}
