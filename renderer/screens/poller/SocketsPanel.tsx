/** The sockets that polling goes through, what the system granted them, and the command that grants more. */
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { NONE, number, withUnit } from '../../../shared/format/number.ts'
import { socketAdvice } from './verdict.ts'
import css from './Poller.module.css'

/** For Linux, where the limit is the system's and not the program's. */
const COMMAND = 'sudo sysctl -w net.core.rmem_max=4194304'

export function SocketsPanel({ sockets, devices }: { sockets: OutputOf<'poller.health'>['sockets']; devices: number }) {
  const { t, locale } = useWords()
  const advised = sockets.some((socket) => socketAdvice(socket, devices) === 'larger')
  const count = (n: number | null) => (n === null ? NONE : number(n, locale))
  return (
    <Panel title={t('poller.sockets.title')} note={t('poller.note.start')}>
      {sockets.length === 0 ? (
        <p className="muted">{t('poller.sockets.none')}</p>
      ) : (
        <div className={css.scroll} tabIndex={0} role="group" aria-label={t('poller.sockets.title')}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('poller.sockets.family')}</th>
                <th scope="col" className={css.end}>
                  {t('poller.sockets.port')}
                </th>
                <th scope="col" className={css.end}>
                  {t('poller.sockets.buffer')}
                </th>
                <th scope="col" className={css.end}>
                  {t('poller.sockets.lost')}
                </th>
                <th scope="col" className={css.end}>
                  {t('poller.sockets.unsent')}
                </th>
              </tr>
            </thead>
            <tbody>
              {sockets.map((socket) => (
                <tr key={`${socket.family}/${socket.port}`}>
                  <th scope="row">{socket.family === 'udp4' ? 'IPv4' : 'IPv6'}</th>
                  <td className={css.end}>{socket.port}</td>
                  <td className={css.end}>{withUnit(number(socket.receiveBuffer / 1024, locale), 'KiB')}</td>
                  <td className={css.end} title={socket.bufferErrors === null ? t('poller.note.unsaid') : undefined}>
                    {count(socket.bufferErrors)}
                  </td>
                  <td className={css.end}>{count(socket.sendErrors)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {sockets.length === 0 ? null : advised ? (
        <div className={css.advice}>
          <p>
            <ToneIcon tone="minor" label={t('common.severity.minor')} /> {t('poller.sockets.advice')}
          </p>
          <p className={css.command}>
            <code className="mono">{COMMAND}</code>
            <CopyButton text={COMMAND} what={t('poller.sockets.copy')} />
          </p>
        </div>
      ) : (
        <p className="muted">{t('poller.sockets.fine')}</p>
      )}
    </Panel>
  )
}
