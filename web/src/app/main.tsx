import '../ui/theme.css'
import { watchEarlyScreen } from '../viewer/early-screen.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
if (root.childElementCount > 0) {
  watchEarlyScreen()
  // The server has drawn the first screen: nothing of ours begins before it is seen. A page in the background is
  // never drawn, and does not wait.
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, document.visibilityState === 'visible' ? 1000 : 0)
  })
}
const [{ start }] = await Promise.all([
  import('./start.tsx'),
  // Wanted next, and known already: fetched at the same time.
  location.pathname.startsWith('/proposals/')
    ? import('../features/approving/proposal-page.tsx').catch(() => undefined)
    : undefined,
])
await start(root)
