// The npm server doing what Server.cs does. node --expose-gc server.mjs PORT
import { createServer } from "node:http"
import { Server } from "socket.io"

const http = createServer()
const io = new Server(http, { serveClient: false, transports: ["polling", "websocket"] })

io.on("connection", socket => {
  socket.on("echo", (value, ack) => ack(value))
  socket.on("broadcast", async (count, text) => {
    for (let i = 0; i < count; i++) {
      io.emit("news", text)
      if (i % 10 === 9) await new Promise(setImmediate)
    }
  })
  socket.on("stats", ack => {
    global.gc()
    const memory = process.memoryUsage()
    const cpu = process.cpuUsage()
    ack({ cpu: (cpu.user + cpu.system) / 1e6, managed: memory.heapUsed + memory.external, resident: memory.rss })
  })
})

http.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("ready"))
