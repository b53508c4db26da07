// A server that answers 200 and counts; run in a process of its own, so that it does not share the script's event loop.
import { createServer } from 'node:http'

let hits = 0
const server = createServer((_, response) => {
  hits++
  response.end('ok')
})
server.listen(0, '127.0.0.1', 4096, () => process.send({ port: server.address().port }))
process.on('message', () => process.send({ hits }))
