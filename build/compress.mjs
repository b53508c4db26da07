// Writes FILE.br and FILE.gz beside the files of a folder that get smaller by it; Kuma serves them as they are.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const folder = process.argv[2]
const texts = /\.(js|mjs|css|html|svg|json|webmanifest|txt)$/

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const name = join(entry.parentPath ?? entry.path, entry.name)
  if (!entry.isFile() || !texts.test(entry.name)) continue
  const content = readFileSync(name)
  if (content.length < 1024) continue
  const br = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } })
  const gz = gzipSync(content, { level: 9 })
  if (br.length < content.length) writeFileSync(`${name}.br`, br)
  if (gz.length < content.length) writeFileSync(`${name}.gz`, gz)
}
