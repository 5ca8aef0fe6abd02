import { type ComponentProps, Suspense, lazy } from 'react'
import { Renewed } from '../../api/renewed.tsx'
import { useText } from '../../i18n/index.tsx'
import { Boundary, ReturnFocus, Spinner } from '../../ui/index.ts'
import type { PrintPanel } from './print-panel.tsx'

const Panel = lazy(async () => ({ default: (await import('./print-panel.tsx')).PrintPanel }))

/** The panel, fetched when somebody prints. */
export function PrintPlace(props: ComponentProps<typeof PrintPanel>) {
  const { common } = useText()
  return (
    <ReturnFocus className="h-full">
      <Boundary instead={<Renewed />}>
        <Suspense
          fallback={
            <div className="grid place-items-center p-6">
              <Spinner small label={common.loading} />
            </div>
          }
        >
          <Panel {...props} />
        </Suspense>
      </Boundary>
    </ReturnFocus>
  )
}

/** All that comes on paper when somebody prints by the browser's own menu: where to print from instead. */
export function PaperNotice() {
  const text = useText().viewer.print
  return (
    <p className="reader-paper-notice" aria-hidden data-paper-notice>
      {text.notThisWay}
    </p>
  )
}
