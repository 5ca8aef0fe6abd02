import type { RegisteredValues } from '../../../../server/contract/applications.ts'

type Values = Pick<RegisteredValues, 'name' | 'contact' | 'maySubmit' | 'mayFollow'> & {
  readonly mayProvision?: boolean
}

/** One thing that differs between two states of an 外部システム. */
export type Difference =
  | {
      readonly kind: 'text'
      readonly of: 'name' | 'contact'
      readonly before: string
      readonly after: string
    }
  | {
      readonly kind: 'gain' | 'lose'
      readonly of: 'maySubmit' | 'mayFollow'
      readonly codes: readonly string[]
    }
  | { readonly kind: 'gain' | 'lose'; readonly of: 'mayProvision' }

/** What differs, in the order of the page. */
export function differencesOf(before: Values, after: Values): readonly Difference[] {
  const texts = (['name', 'contact'] as const)
    .filter((of) => before[of].trim() !== after[of].trim())
    .map((of) => ({ kind: 'text' as const, of, before: before[of], after: after[of].trim() }))
  const rights = (['maySubmit', 'mayFollow'] as const).flatMap((of) => [
    { kind: 'gain' as const, of, codes: after[of].filter((it) => !before[of].includes(it)) },
    { kind: 'lose' as const, of, codes: before[of].filter((it) => !after[of].includes(it)) },
  ])
  const [had, has] = [before.mayProvision === true, after.mayProvision === true]
  const provisioning = had === has ? [] : [{ kind: has ? 'gain' : 'lose', of: 'mayProvision' } as const]
  return [...texts, ...rights.filter((it) => it.codes.length > 0), ...provisioning]
}

/** Whether it may do more afterwards. */
export function isWider(differences: readonly Difference[]): boolean {
  return differences.some((it) => it.kind === 'gain')
}
