import { useSheetText } from '../../i18n/editing/sheet.ts'
import { Notice } from '../../ui/index.ts'
import { dateText } from '../../../../server/domain/sheet/number-format.ts'
import type { EntryRule, RuleBound } from '../../../../server/domain/sheet/validation.ts'
import type { Refused } from './judge-edits.ts'

/** Why something was not taken, or what the file says of what was. */
export function RefusedNotice({ code, place, rule, is1904 }: Refused & { readonly is1904: boolean }) {
  const words = useSheetText()
  const told =
    rule === undefined
      ? words.refused[code]
      : words.broken[rule.style === 'stop' ? 'undone' : 'kept'](
          rule.said ?? words.rule(ruleText(rule, is1904)),
        )
  return (
    <Notice tone={rule === undefined || rule.style === 'stop' ? 'warning' : 'info'} live>
      {place === '' ? told : words.at(place, told)}
    </Notice>
  )
}

/** What a rule asks for, its numbers as people read them. */
function ruleText(rule: EntryRule, is1904: boolean) {
  const shown = (bound: RuleBound | undefined): string => {
    if (bound === undefined) return ''
    if ('texts' in bound) return bound.texts.join('、')
    if (!('number' in bound)) return ''
    if (rule.type === 'date') return dateText('yyyy/m/d', bound.number, is1904)
    return rule.type === 'time' ? dateText('h:mm', bound.number, is1904) : String(bound.number)
  }
  return { type: rule.type, operator: rule.operator, one: shown(rule.one), two: shown(rule.two) }
}
