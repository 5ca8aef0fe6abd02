import { Clock } from 'lucide-react'
import { useEffect, useState } from 'react'
import { goToSignIn, whenEnded } from '../api/client.ts'
import { useGoOn, useSessionRemaining } from '../api/sign-ins.ts'
import { useText } from '../i18n/index.tsx'
import { Button, EmptyState } from '../ui/index.ts'

/** Whether the session ended while nobody was at the page. */
export function useSessionEnded(): boolean {
  const [isEnded, setEnded] = useState(false)
  useEffect(() => whenEnded(() => setEnded(true)), [])
  return isEnded
}

/** In place of everything: what was on the screen is for nobody who happens to pass by. */
export function SessionEnded() {
  const { shell } = useText()
  return (
    <main className="grid min-h-dvh place-items-center p-6" data-session-ended>
      <EmptyState
        isPage
        title={shell.sessionEnded}
        text={shell.sessionEndedText}
        action={
          <Button variant="primary" onPress={() => goToSignIn()}>
            {shell.signInAgain}
          </Button>
        }
      />
    </main>
  )
}

/** Says some minutes before that the session ends, and how to go on. */
export function SessionBanner() {
  const { shell } = useText()
  const { data } = useSessionRemaining()
  const goOn = useGoOn()
  const minutes = Math.ceil((data?.seconds ?? 0) / 60)
  return (
    <div role="status" className="empty:hidden print:hidden">
      {data?.isNear === true && (
        <div
          className="flex flex-wrap items-center justify-center gap-x-4 gap-y-1 border-b border-line bg-lead-soft px-4 py-2 text-sm"
          data-session-banner
        >
          <span className="flex max-w-2xl items-start gap-2">
            <Clock className="mt-0.5 size-4 shrink-0 text-lead" aria-hidden />
            {data.byAge ? shell.endsByAge(minutes) : shell.endsByIdling(minutes)}
          </span>
          {data.byAge ? (
            <Button size="small" onPress={() => goToSignIn(true)}>
              {shell.signInAgain}
            </Button>
          ) : (
            <Button size="small" variant="primary" onPress={() => void goOn()}>
              {shell.goOn}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
