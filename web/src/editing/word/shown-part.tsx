import { type ReactNode, useState } from 'react'
import { useText } from '../../i18n/editing/index.ts'
import { Button } from '../../ui/index.ts'

const atFirst = 100

/** The beginning of a long list, and what shows more of it; nothing when all is shown. */
export function useShownPart<Item>(
  items: readonly Item[],
): readonly [shown: readonly Item[], more: ReactNode] {
  const words = useText().word
  const [count, setCount] = useState(atFirst)
  const left = items.length - count
  const more = left > 0 && (
    <Button size="small" onPress={() => setCount((it) => it + atFirst)}>
      {words.more(left)}
    </Button>
  )
  return [items.slice(0, count), more]
}
