import { partsOfPost } from '../ids.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { AuthorityBand, AuthorityItem, AuthorityTable, RouteTemplate } from './authority.ts'
import { endOf } from './choose-decider.ts'
import type { Finding } from './findings.ts'

/** The bands of a row as they meet: a gap, an overlap, a band that holds no amount; the last one must be open. */
function aboutRange(item: AuthorityItem): Finding[] {
  const findings: Finding[] = []
  const sorted = item.bands.toSorted((a, b) => a.minYen - b.minYen)
  let reached: number | undefined = 0
  for (const band of sorted) {
    const { minYen } = band
    const maxYen = endOf(band)
    if (maxYen !== undefined && maxYen <= minYen) {
      findings.push({ severity: 'error', code: 'empty_band', item: item.code, minYen, maxYen })
      continue
    }
    if (reached === undefined || minYen < reached) {
      const end = reached === undefined ? maxYen : Math.min(reached, maxYen ?? reached)
      const toYen = end === undefined ? {} : { toYen: end }
      findings.push({ severity: 'error', code: 'overlap', item: item.code, fromYen: minYen, ...toYen })
    } else if (minYen > reached) {
      findings.push({ severity: 'error', code: 'gap', item: item.code, fromYen: reached, toYen: minYen })
    }
    reached = reached === undefined || maxYen === undefined ? undefined : Math.max(reached, maxYen)
  }
  if (reached !== undefined) {
    findings.push({ severity: 'error', code: 'gap', item: item.code, fromYen: reached })
  }
  return findings
}

function aboutBand(
  item: AuthorityItem,
  band: AuthorityBand,
  table: AuthorityTable,
  organisation: Organisation,
): Finding[] {
  // Nobody of this body decides: the class is a word of its own (本庁進達).
  if (band.decider === undefined) {
    const isEntrusted = band.entrustedBy !== undefined
    return isEntrusted ? [{ severity: 'error', code: 'entrusted_to_nobody', item: item.code }] : []
  }
  const findings: Finding[] = []
  if (band.entrustedBy !== undefined && table.classes[0]?.class === band.class) {
    findings.push({ severity: 'error', code: 'entrusted_to_head', item: item.code })
  }
  if (!organisation.positions.has(band.decider)) {
    findings.push({ severity: 'error', code: 'unknown_position', where: item.code, position: band.decider })
  }
  if (organisation.positions.get(band.decider)?.isDecider === false) {
    const position = organisation.positions.get(band.decider)?.name ?? band.decider
    findings.push({ severity: 'warning', code: 'no_authority', where: item.code, position })
  }
  if (!table.classes.some((it) => it.class === band.class)) {
    findings.push({ severity: 'error', code: 'unknown_class', where: item.code, class: band.class })
  }
  return findings
}

/** Where more money would go to a lower class. */
function aboutClasses(item: AuthorityItem, table: AuthorityTable): Finding[] {
  const rankOf = (band: AuthorityBand): number => table.classes.findIndex((it) => it.class === band.class)
  const sorted = item.bands.toSorted((a, b) => a.minYen - b.minYen)
  return sorted.flatMap((band, index): Finding[] => {
    const before = sorted[index - 1]
    const fell = before !== undefined && rankOf(before) !== -1 && rankOf(band) > rankOf(before)
    return fell ? [{ severity: 'warning', code: 'class_falls', item: item.code, minYen: band.minYen }] : []
  })
}

function aboutItem(
  item: AuthorityItem,
  table: AuthorityTable,
  organisation: Organisation,
  templates: readonly RouteTemplate[],
): Finding[] {
  const findings: Finding[] = []
  if (item.name.trim() === '' || item.code.trim() === '') {
    findings.push({ severity: 'error', code: 'nameless', where: item.code })
  }
  if (item.bands.length === 0) findings.push({ severity: 'error', code: 'no_bands', item: item.code })
  else findings.push(...aboutRange(item), ...aboutClasses(item, table))
  findings.push(...item.bands.flatMap((band) => aboutBand(item, band, table, organisation)))
  for (const unit of new Set([...item.examiningUnits, ...item.concurringUnits])) {
    if (!organisation.units.has(unit)) {
      findings.push({ severity: 'error', code: 'unknown_unit', where: item.code, unit })
    }
  }
  for (const unit of item.examiningUnits.filter((it) => item.concurringUnits.includes(it))) {
    const name = organisation.units.get(unit)?.name ?? unit
    findings.push({ severity: 'hint', code: 'examines_and_concurs', unit: `${item.code} ${name}` })
  }
  const { template } = item
  if (template !== undefined && !templates.some((it) => it.code === template)) {
    findings.push({ severity: 'error', code: 'unknown_template', where: item.code, template })
  }
  return findings
}

/** 決裁区分 among themselves: a name twice, two decided by the same, nobody who decides. */
function aboutClassList({ classes }: AuthorityTable, organisation: Organisation): Finding[] {
  const nameOf = (code: string): string =>
    [...organisation.positions.values()].find((it) => it.code === code)?.name ?? code
  return classes.flatMap((it, index): Finding[] => {
    const [general] = it.deciders
    const before = classes.slice(0, index)
    const same = before.some((one) => one.class === it.class)
    const shared = before.flatMap((one) =>
      one.class === it.class
        ? []
        : one.deciders.filter((code) => it.deciders.includes(code)).map((code) => ({ one, code })),
    )[0]
    const isHeld = it.deciders.some((code) =>
      organisation.appointments.some((one) => partsOfPost(one.post).position === code),
    )
    const known = it.deciders.every((code) => organisation.positions.has(code))
    return [
      ...(it.class.trim() === '' ? [{ severity: 'error', code: 'nameless_class' } as const] : []),
      ...(same ? [{ severity: 'error', code: 'same_class', class: it.class } as const] : []),
      ...(shared === undefined
        ? []
        : ([
            {
              severity: 'error',
              code: 'same_decider',
              classes: [shared.one.class, it.class],
              position: nameOf(shared.code),
            },
          ] as const)),
      ...(general === undefined
        ? [{ severity: 'error', code: 'class_without_decider', class: it.class } as const]
        : []),
      ...(general !== undefined && known && !isHeld
        ? ([
            {
              severity: 'warning',
              code: 'class_nobody_holds',
              class: it.class,
              positions: it.deciders.map(nameOf),
            },
          ] as const)
        : []),
      ...it.deciders.flatMap((code): Finding[] =>
        organisation.positions.get(code)?.isDecider === false
          ? [{ severity: 'warning', code: 'no_authority', where: it.class, position: nameOf(code) }]
          : [],
      ),
    ]
  })
}

/** Deciders that no template ends with or passes: a matter of such a row would have no route. */
function unreachable(table: AuthorityTable, organisation: Organisation, templates: readonly RouteTemplate[]) {
  const onTheWay = new Set(
    templates.flatMap((it) =>
      it.steps
        .filter((step) => step.role === 'decide' || step.role === 'review')
        .map((step) => step.position),
    ),
  )
  return table.items.flatMap((item): Finding[] => {
    const lost = item.bands.flatMap(({ decider }) => {
      if (decider === undefined || !organisation.positions.has(decider)) return []
      // The posts of one class take each other's part.
      const peers = table.classes.find((it) => it.deciders.includes(decider))?.deciders ?? [decider]
      return peers.some((it) => onTheWay.has(it)) ? [] : [decider]
    })
    return [...new Set(lost)].map((position): Finding => {
      const name = organisation.positions.get(position)?.name ?? position
      return { severity: 'error', code: 'no_template_reaches', item: item.code, position: name }
    })
  })
}

/**
 * What is wrong with a 専決 table (errors: gaps and overlaps between bands, positions, units or templates nobody knows,
 * rows no route reaches) or worth a second look; empty when nothing is.
 */
export function lintTable(
  table: AuthorityTable,
  organisation: Organisation,
  templates: readonly RouteTemplate[],
): readonly Finding[] {
  const codes = table.items.map((it) => it.code)
  const same = [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))]
  const positions = table.classes.flatMap((it) =>
    it.deciders.flatMap((position): Finding[] =>
      organisation.positions.has(position)
        ? []
        : [{ severity: 'error', code: 'unknown_position', where: it.class, position }],
    ),
  )
  return [
    ...(codes.length === 0 ? [{ severity: 'error', code: 'no_rows' } as const] : []),
    ...same.map((item): Finding => ({ severity: 'error', code: 'same_row', item })),
    ...positions,
    ...aboutClassList(table, organisation),
    ...table.items.flatMap((it) => aboutItem(it, table, organisation, templates)),
    ...unreachable(table, organisation, templates),
  ]
}
