import { useSyncExternalStore } from 'react'
import { mmPerPixel } from './measures.ts'

const key = 'kessai.mm-per-pixel'
const listeners = new Set<() => void>()

/** Undefined where nobody has measured this screen, or the browser keeps nothing. */
function stored(): number | undefined {
  try {
    const mm = Number(localStorage.getItem(key) ?? '')
    return mm > 0.05 && mm < 2 ? mm : undefined
  } catch {
    return undefined
  }
}

/** Keeps how large a pixel of this screen is, in millimetres; undefined: as 96 dpi have it. */
export function setScreenSize(mm: number | undefined): void {
  try {
    if (mm === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, String(mm))
  } catch {
    // A browser that keeps nothing shows 96 dpi.
  }
  for (const it of listeners) it()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** How large a CSS pixel of this screen is, in millimetres, and whether somebody has measured it. */
export function useScreenSize(): { readonly mmPerPixel: number; readonly isMeasured: boolean } {
  const mm = useSyncExternalStore(subscribe, stored, () => undefined)
  return { mmPerPixel: mm ?? mmPerPixel, isMeasured: mm !== undefined }
}

/** The zoom at which a millimetre of paper is one on this screen; 1 on a screen of 96 dpi. */
export function useActualZoom(): number {
  return mmPerPixel / useScreenSize().mmPerPixel
}
