import type { ReactNode } from 'react'
import type { DirectoryChangeView } from '../../../../server/contract/directory-changes.ts'

/** Which change of the directory is being made, with what is known of it already. */
export type ChangeForm =
  | {
      readonly form: 'appoint'
      readonly person?: string
      readonly unit?: string
      readonly position?: string
    }
  | {
      readonly form: 'end'
      readonly person: string
      readonly unit: string
      readonly position: string
      readonly as: 'primary' | 'concurrent' | 'handling' | 'proxy'
      readonly title: string
    }
  | { readonly form: 'join'; readonly unit?: string }
  | { readonly form: 'person'; readonly person: string; readonly name: string; readonly nameKana: string }
  | { readonly form: 'newUnit'; readonly parent: string }
  | {
      readonly form: 'unit'
      readonly unit: string
      readonly name: string
      readonly parent: string
      readonly symbol: string
    }
  | { readonly form: 'endUnit'; readonly unit: string; readonly name: string }

/** Opens a form; absent for whoever may not change the directory. */
export type OnChange = ((form: ChangeForm) => void) | undefined

/** Shows the fields of a change, and what they make of it: undefined while something is missing. */
export type ShowFields = (change: DirectoryChangeView | undefined, fields: ReactNode) => ReactNode
