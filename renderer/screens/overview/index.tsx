/** The overview screen. */
import { Page } from '../../components/Page.tsx'
import { useWords } from '../../app/i18n.ts'

export default function Overview() {
  const { t } = useWords()
  return <Page title={t('common.nav.overview')}>{null}</Page>
}
