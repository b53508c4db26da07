import { readFileSync } from 'node:fs'
import { fileURLToPath, URL } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const server = process.env['KUMA_SERVER'] ?? 'http://127.0.0.1:3001'

// Pages of others load the client from the server that they talk to, as /socket.io/socket.io.js.
const socketBundles: Plugin = {
  name: 'socket-bundles',
  generateBundle() {
    for (const file of ['socket.io.js', 'socket.io.min.js', 'socket.io.esm.min.js']) {
      const source = readFileSync(new URL(`./node_modules/socket.io-client/dist/${file}`, import.meta.url))
      this.emitFile({ type: 'asset', fileName: `socket.io/${file}`, source })
    }
  },
}

export default defineConfig(({ command }) => ({
  // Kuma serves the files below /app; the pages have addresses without it, which the dev server gives only at its root.
  base: command === 'build' ? '/app/' : '/',
  plugins: [vue(), tailwindcss(), socketBundles],
  resolve: {
    alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) },
  },
  build: {
    outDir: '../wwwroot/app',
    emptyOutDir: true,
    // Inlined assets would become data: URLs, which the content security policy refuses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      output: {
        manualChunks: {
          vue: ['vue', 'vue-router', 'pinia', 'vue-i18n'],
          socket: ['socket.io-client'],
        },
      },
    },
  },
  server: {
    proxy: {
      '/socket.io': { target: server, ws: true },
      '/api': server,
      '/upload': server,
      '/status': server,
      '/screenshots': server,
      '/docs': server,
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
}))
