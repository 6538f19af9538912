/** The sign in the system's tray: the worst open alarm at a glance, and the way back to the window. */
import { Menu, nativeImage, Tray, type NativeImage } from 'electron'
import type { TFunction } from 'i18next'
import type { Severity } from '../../../shared/model/alarm.ts'
import type { Attention } from './attention.ts'
import { sign } from './sign.ts'

export type TrayActions = { readonly show: () => void; readonly open: (path: string) => void; readonly quit: () => void }

/** Gives the function that shows the present state. A desktop without a tray simply has none. */
export function showTray(t: TFunction, actions: TrayActions): (attention: Attention) => void {
  const images = new Map<Severity | null, NativeImage>()
  const image = (severity: Severity | null) => {
    const known = images.get(severity)
    if (known) return known
    const drawn = nativeImage.createFromBuffer(sign(severity, 32), { scaleFactor: 2 })
    images.set(severity, drawn)
    return drawn
  }
  const tray = new Tray(image(null))
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: t('desktop.tray.show'), click: actions.show },
      { label: t('desktop.tray.alarmsScreen'), click: () => actions.open('/alarms') },
      { type: 'separator' },
      { label: t('desktop.tray.quit'), click: actions.quit },
    ]),
  )
  tray.on('click', actions.show)
  return ({ open, worst }) => {
    tray.setImage(image(worst))
    tray.setToolTip(
      worst === null
        ? t('desktop.tray.calm')
        : t('desktop.tray.alarms', { count: open, severity: t(`desktop.severity.${worst}` as never) }),
    )
  }
}
