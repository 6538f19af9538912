/** The stations screen. */
import { Page } from '../../components/Page.tsx'
import { useWords } from '../../app/i18n.ts'

export default function Stations() {
  const { t } = useWords()
  return <Page title={t('common.nav.stations')}>{null}</Page>
}
