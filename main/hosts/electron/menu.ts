/** The window's menu in the person's language: editing, zoom, the end. Nothing that would open developer tools. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { TFunction } from 'i18next'

export function setMenu(t: TFunction): void {
  const item = (key: string, role: MenuItemConstructorOptions['role']): MenuItemConstructorOptions => ({
    label: t(`desktop.menu.${key}` as never),
    role,
  })
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: t('desktop.menu.file'), submenu: [{ label: t('desktop.menu.quit'), accelerator: 'CmdOrCtrl+Q', click: () => app.quit() }] },
      {
        label: t('desktop.menu.edit'),
        submenu: [
          item('undo', 'undo'),
          item('redo', 'redo'),
          separator,
          item('cut', 'cut'),
          item('copy', 'copy'),
          item('paste', 'paste'),
          item('selectAll', 'selectAll'),
        ],
      },
      {
        label: t('desktop.menu.view'),
        submenu: [
          item('reload', 'reload'),
          separator,
          item('zoomIn', 'zoomIn'),
          item('zoomOut', 'zoomOut'),
          item('zoomReset', 'resetZoom'),
          separator,
          item('fullScreen', 'togglefullscreen'),
        ],
      },
    ]),
  )
}
