import type { viewerJa } from '../i18n/texts/viewer.ts'

type Row = {
  readonly row: keyof typeof viewerJa.helpRows
  readonly shown: string
  /** The keys it speaks of, as the browser names them; with control as `Ctrl+f`. */
  readonly keys: readonly string[]
}

/** What the list of keys shows; a test holds it against the keys that do something. */
export const helpRows: readonly Row[] = [
  { row: 'screens', shown: 'PageUp / PageDown', keys: ['PageUp', 'PageDown'] },
  { row: 'ends', shown: 'Home / End', keys: ['Home', 'End'] },
  { row: 'files', shown: 'j / k', keys: ['j', 'k'] },
  { row: 'jump', shown: 'g', keys: ['g'] },
  { row: 'zoom', shown: '+ / −', keys: ['+', ';', '-', 'Ctrl++', 'Ctrl+=', 'Ctrl+-'] },
  { row: 'fit', shown: '0', keys: ['0', 'Ctrl+0'] },
  { row: 'wholePage', shown: '9', keys: ['9'] },
  { row: 'turn', shown: 'r / Shift + r', keys: ['r', 'R'] },
  { row: 'outline', shown: 'o', keys: ['o'] },
  { row: 'find', shown: 'Ctrl + F', keys: ['Ctrl+f', '/'] },
  { row: 'findNext', shown: 'F3 / Shift + F3', keys: ['F3', 'Ctrl+g'] },
  { row: 'notes', shown: 'n', keys: ['n'] },
  { row: 'print', shown: 'Ctrl + P', keys: ['Ctrl+p'] },
  { row: 'help', shown: '?', keys: ['?'] },
]
