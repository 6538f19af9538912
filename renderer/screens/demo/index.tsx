/** The demo's scenarios in a dialog: what the frame opens from the demo banner. */
import { useWords } from '../../app/i18n.ts'
import { Dialog } from '../../components/Dialog.tsx'
import DemoPanel from './DemoPanel.tsx'

export default function DemoDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords()
  return (
    <Dialog open={open} onClose={onClose} title={t('setup.panel.title')}>
      <DemoPanel />
    </Dialog>
  )
}
