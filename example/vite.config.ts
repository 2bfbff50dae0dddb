import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { packageAliases } from '../build/doors.ts'
import { exampleServer } from './server/plugin.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

// Only this machine can reach it: the server holds the keys.
const address = { host: '127.0.0.1', port: 5173 }

export default defineConfig({
  root: path('.'),
  plugins: [react(), exampleServer()],
  resolve: { alias: packageAliases },
  // Named, so that the first page is not reloaded when they are found.
  optimizeDeps: { include: ['idb-keyval', 'react-dom/client', 'react-plaid-link', 'zustand/vanilla'] },
  server: address,
  preview: address,
  build: {
    rolldownOptions: { input: [path('index.html'), path('bank.html')] },
  },
})
