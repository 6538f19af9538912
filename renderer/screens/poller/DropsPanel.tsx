/** Datagrams that were not let through: how many for which reason, what that means and what to do. */
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Panel } from '../../components/Panel.tsx'
import { number } from '../../../shared/format/number.ts'
import { drops } from './verdict.ts'
import css from './Poller.module.css'

export function DropsPanel({ dropped }: { dropped: OutputOf<'poller.health'>['dropped'] }) {
  const { t, locale } = useWords()
  return (
    <Panel title={t('poller.drops.title')} note={t('poller.note.start')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('poller.drops.reason')}</th>
            <th scope="col" className={css.end}>
              {t('poller.drops.count')}
            </th>
          </tr>
        </thead>
        <tbody>
          {drops(dropped).map(({ reason, n }) => (
            <tr key={reason}>
              <th scope="row">
                {t(`poller.drop.${reason}.name`)}
                <div className={css.means}>{t(`poller.drop.${reason}.means`)}</div>
              </th>
              <td className={n === 0 ? `${css.end} ${css.zero}` : css.end}>{number(n, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
