/** Runs in the page before its own scripts: gives the real preload the `electron` that a sandboxed preload has. Self-contained, as it is sent as text. */

export type Up =
  | { kind: 'hello'; document: string }
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'invoke'; channel: string; args: unknown[] }
  | { kind: 'port'; port: number; data: string }
export type Down = { channel: string; args: unknown[]; ports: number[] } | { port: number; data: string } | { closed: number }

type Listener = (event: { ports: MessagePort[] }, ...args: unknown[]) => void

/** The functions the page side needs of its window; installed by the runtime. */
type StandInWindow = Window & { standInUp(message: Up): Promise<unknown>; standInDown(message: Down): void }

type Preload = (require: (name: string) => unknown, module: { exports: object }, exports: object) => void

export function pageSide(preload: Preload): void {
  const own = window as unknown as StandInWindow
  if (own.top !== own) return
  const listeners = new Map<string, Set<Listener>>()
  const near = new Map<number, MessagePort>()

  const ipcRenderer = {
    on(channel: string, listener: Listener) {
      const set = listeners.get(channel) ?? new Set()
      listeners.set(channel, set.add(listener))
      return ipcRenderer
    },
    off(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener)
      return ipcRenderer
    },
    invoke: (channel: string, ...args: unknown[]) => own.standInUp({ kind: 'invoke', channel, args }),
    send(channel: string, ...args: unknown[]) {
      void own.standInUp({ kind: 'send', channel, args })
    },
  }
  /** What crosses the bridge is a frozen copy: functions are wrapped, nothing of the preload itself is reachable. */
  const copy = (value: unknown): unknown => {
    if (typeof value === 'function') return (...args: unknown[]) => copy((value as (...args: unknown[]) => unknown)(...args))
    if (typeof value !== 'object' || value === null) return value
    if (value instanceof Promise) return value.then(copy)
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)])))
  }
  const contextBridge = {
    exposeInMainWorld: (name: string, api: unknown) =>
      void Object.defineProperty(window, name, { value: copy(api), writable: false, enumerable: true }),
  }

  own.standInDown = (message) => {
    if ('closed' in message) return near.get(message.closed)?.close()
    if ('port' in message) return near.get(message.port)?.postMessage(message.data)
    const ports = message.ports.map((id) => {
      const { port1, port2 } = new MessageChannel()
      near.set(id, port2)
      port2.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data !== 'string') throw new Error('the stand-in carries text only')
        void own.standInUp({ kind: 'port', port: id, data: event.data })
      })
      port2.start()
      return port1
    })
    for (const listener of listeners.get(message.channel) ?? []) listener({ ports }, ...message.args)
  }

  void own.standInUp({ kind: 'hello', document: crypto.randomUUID() })
  // A sandboxed preload may require Electron's renderer part and nothing of Node.
  const require = (name: string) => {
    if (name === 'electron') return { ipcRenderer, contextBridge }
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  preload(require, module, module.exports)
}

/** The whole as one script, with the built preload as the body of a function, which is how Electron runs it too. */
export function pageScript(preload: string): string {
  return `(${pageSide.toString()})(function (require, module, exports) {\n${preload}\n})`
}
