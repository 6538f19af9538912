/** One build, three environments: the page (dist/client), the programs on Node (dist/main, ESM) and the window's preload (dist/preload, CJS). */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const at = (path: string) => join(import.meta.dirname, '../..', path)

/** Stays outside the bundles: native, or reads files beside itself, or is the runtime's own. */
const EXTERNAL = ['better-sqlite3', 'net-snmp', 'electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)]

/** Every program of dist/main. Workers lie beside the code that starts them, because that code names them relative to itself. */
const PROGRAMS: Record<string, string> = {
  electron: at('main/hosts/electron/main.ts'),
  web: at('main/hosts/cli/web.ts'),
  'core-worker': at('main/app/core-worker.ts'),
  'reader-worker': at('main/app/reader-worker.ts'),
  'archive-worker': at('main/app/archive-worker.ts'),
  'trap-worker': at('main/app/trap-worker.ts'),
  'notify-worker': at('main/app/notify-worker.ts'),
  worker: at('main/simulator/worker.ts'),
}

/** Device profiles are facts in files, read when the program runs: they go beside the bundle as they are. */
function profiles(): Plugin {
  return {
    name: 'branchwatch:profiles',
    applyToEnvironment: (environment) => environment.name === 'main',
    generateBundle() {
      const folder = at('main/profiles')
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/\.ya?ml$/.test(name)) continue
        this.emitFile({ type: 'asset', fileName: `profiles/${basename(name)}`, source: readFileSync(join(folder, name)) })
      }
    },
  }
}

/** Fonts of what is written on paper, found beside the bundle. */
function fonts(): Plugin {
  return {
    name: 'branchwatch:fonts',
    applyToEnvironment: (environment) => environment.name === 'main',
    generateBundle() {
      const folder = at('node_modules/@fontsource/be-vietnam-pro/files')
      for (const weight of [400, 600])
        for (const subset of ['latin', 'vietnamese']) {
          const name = `be-vietnam-pro-${subset}-${weight}-normal.woff`
          this.emitFile({ type: 'asset', fileName: `fonts/${name}`, source: readFileSync(join(folder, name)) })
        }
    },
  }
}

/** Shared code lies flat beside the entries: a worker's address is relative to the file that starts it. */
const flat = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name][extname]' }

export default defineConfig({
  root: at('renderer'),
  base: './',
  publicDir: false,
  cacheDir: at('.cache/vite'),
  logLevel: 'warn',
  plugins: [react(), profiles(), fonts()],
  builder: {},
  environments: {
    client: {
      build: {
        outDir: at('dist/client'),
        emptyOutDir: true,
        target: 'chrome126',
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: 2000,
        rolldownOptions: { input: at('renderer/index.html') },
      },
    },
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: EXTERNAL, conditions: ['node', 'import', 'module', 'default'] },
      build: {
        outDir: at('dist/main'),
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        ssr: true,
        rolldownOptions: {
          platform: 'node',
          input: Object.fromEntries(Object.entries(PROGRAMS).filter(([, file]) => existsSync(file))),
          external: EXTERNAL,
          output: { ...flat, format: 'esm' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: at('dist/preload'),
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        ssr: true,
        rolldownOptions: {
          platform: 'node',
          input: { preload: at('main/hosts/electron/preload.ts') },
          external: ['electron'],
          output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
        },
      },
    },
  },
})
