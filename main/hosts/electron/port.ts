/** Hands each page of ours its port to the console: the contract is served on it, to the person at this computer. */
import { userInfo } from 'node:os'
import { ipcMain, MessageChannelMain, type BrowserWindow, type IpcMainEvent } from 'electron'
import { MessagePortHandler } from '@orpc/server/message-port'
import { PORT_MESSAGE } from '../../../shared/contract/desktop.ts'
import type { Actor } from '../../../shared/model/access.ts'
import { createRouter, type Context } from '../../app/router.ts'
import type { Console } from '../../app/console.ts'
import { rpcHandler } from '../rpc.ts'
import { isOurs } from './guard.ts'

/** Who sits at this computer may do everything: the data folder is theirs. */
export function personHere(): Actor {
  return { name: userInfo().username, role: 'admin' }
}

export function handOutPorts(window: BrowserWindow, console: Console, actor: Actor): void {
  const handler = new MessagePortHandler<Context>(rpcHandler(createRouter(console)))
  ipcMain.on('branchwatch:ready', (event) => {
    if (!isSender(event, window)) return
    const { port1, port2 } = new MessageChannelMain()
    handler.upgrade(port1, { context: { actor, host: 'desktop' } })
    port1.start()
    window.webContents.postMessage(PORT_MESSAGE, null, [port2])
  })
}

/** Our window's own top page, still at our origin; frames and strangers get nothing. */
export function isSender(event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>, window: BrowserWindow): boolean {
  const frame = event.senderFrame
  return event.sender === window.webContents && frame !== null && frame === window.webContents.mainFrame && isOurs(frame.url)
}
