import { useState } from 'react'

/** The scales of drawings that their reader has given, by attachment: they are his own, and stay with this window. */
export function useDrawingScales(): {
  readonly scaleOf: (attachmentId: string | undefined) => number | undefined
  readonly setScale: (attachmentId: string, scale: number | undefined) => void
} {
  const [scales, setScales] = useState<ReadonlyMap<string, number>>(new Map())
  return {
    scaleOf: (attachmentId) => scales.get(attachmentId ?? ''),
    setScale: (attachmentId, scale) =>
      setScales((now) => {
        const next = new Map(now)
        if (scale === undefined) next.delete(attachmentId)
        else next.set(attachmentId, scale)
        return next
      }),
  }
}
