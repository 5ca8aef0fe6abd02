import { AppWindow } from 'lucide-react'
import { desktopAppOf } from '../../../../server/contract/desktop-app.ts'
import { useText } from '../../i18n/editing/index.ts'
import { Button } from '../../ui/index.ts'

type Props = {
  /** FileKind. */
  readonly kind: string
  readonly onPress: () => void
}

/** デスクトップのWordで開く: the way out of an editor that is not enough. Not on a phone, where there is no such program. */
export function DesktopButton({ kind, onPress }: Props) {
  const { editing } = useText()
  return (
    <Button size="small" className="max-sm:hidden" onPress={onPress} data-to-desktop>
      <AppWindow className="size-4" aria-hidden />
      {editing.header.desktop(desktopAppOf(kind) ?? '')}
    </Button>
  )
}
