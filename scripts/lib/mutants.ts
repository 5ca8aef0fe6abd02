import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildTests } from './test-build.ts'
import { runFile } from './test-runner.ts'

/** One bug sown into the server: what it is, where, and which tests see it. Paths are from `server/`. */
export type Mutant = {
  readonly bug: string
  readonly file: string
  readonly from: string
  readonly to: string
  /** The test of the rule by example. */
  readonly by: string
  /** The properties that find it by themselves, where some do. */
  readonly law?: string
}

const ofApproval: readonly Mutant[] = [
  {
    bug: '合議 no longer has to be complete before the 決裁',
    file: 'progress.ts',
    from: 'settled >= Math.min(needed, required.length)',
    to: 'settled >= Math.min(needed, 1)',
    by: 'decide',
    law: 'laws',
  },
  {
    bug: 'R-15 an objection reaches the decider without 処理意見',
    file: 'progress.ts',
    from: "progress.policy.settings.concurObjection !== 'opinion' && openObjections(progress).length > 0",
    to: "progress.policy.settings.concurObjection === 'blocking' && openObjections(progress).length > 0",
    by: 'concurrence',
    law: 'laws',
  },
  {
    bug: '合議 that blocks does not block',
    file: 'progress.ts',
    from: "progress.policy.settings.concurObjection === 'blocking' &&",
    to: "progress.policy.settings.concurObjection === 'opinion' &&",
    by: 'concurrence',
    law: 'laws',
  },
  {
    bug: 'R-23 a stale click is taken',
    file: 'acting.ts',
    from: 'if (acting.shownManifest === acting.currentManifest) return decided',
    to: 'if (acting.shownManifest !== undefined) return decided',
    by: 'decide',
    law: 'laws',
  },
  {
    bug: 'R-12 代決 without looking whether the holder is there',
    file: 'acting-decision.ts',
    from: 'if (absence === undefined) return',
    to: 'if (absence === null) return',
    by: 'acting-decision',
    law: 'laws',
  },
  {
    bug: 'R-12 代決 out of the order',
    file: 'acting-decision.ts',
    from: 'if (sooner !== undefined) return',
    to: 'if (sooner === null) return',
    by: 'acting-decision',
    law: 'laws',
  },
  {
    bug: 'R-12 代決 of reserved matters',
    file: 'acting-decision.ts',
    from: 'if (reserved.length > 0 && exception === undefined) return',
    to: 'if (reserved.length > 9 && exception === undefined) return',
    by: 'acting-decision',
    law: 'laws',
  },
  {
    bug: 'R-14 引上げ passes 合議 and 審査',
    file: 'step-acts.ts',
    from: '!settings.pullUpMaySkip.some((role) => role === step.role)',
    to: 'step.role === "decide"',
    by: 'pull-up',
    law: 'laws',
  },
  {
    bug: '後閲 is not owed after 引上げ',
    file: 'evolve.ts',
    from: "const owed = cause === 'self' ? [] : steps",
    to: "const owed = cause !== 'absence' ? [] : steps",
    by: 'pull-up',
    law: 'laws-record',
  },
  {
    bug: '引戻し after the next one acted',
    file: 'take-back.ts',
    from: 'it.at >= mark.at && stageOf(route, it.step) > stage) ??',
    to: 'it.at >= mark.at && stageOf(route, it.step) > stage + 9) ??',
    by: 'take-back',
    law: 'laws',
  },
  {
    bug: '重要な変更 leaves the seals',
    file: 'standing.ts',
    from: "(effect === 'major' ? editMajorEffect : editMinorEffect) === 'invalidate_and_reapprove'",
    to: "(effect === 'minor' ? editMajorEffect : editMinorEffect) === 'invalidate_and_reapprove'",
    by: 'returns',
    law: 'laws',
  },
  {
    bug: 'R-18 approval without the tick for the paper',
    file: 'seal.ts',
    from: 'paper !== undefined &&',
    to: 'paper === null &&',
    by: 'beside',
    law: 'laws',
  },
  {
    bug: 'R-10 a number before the 決裁',
    file: 'beside-acts.ts',
    from: "if (proposal.status !== 'decided') return no({ code: 'number_before_decision'",
    to: "if (proposal.status === 'draft') return no({ code: 'number_before_decision'",
    by: 'beside',
    law: 'laws',
  },
  {
    bug: 'R-17 時限秘 ends before its time',
    file: 'decide.ts',
    from: 'acting.at < secretUntil)',
    to: 'acting.at > secretUntil)',
    by: 'beside',
    law: 'laws',
  },
  {
    bug: 'R-16 a secret matter is shown to anybody',
    file: 'beside-acts.ts',
    from: '!isSecret(proposal) ||',
    to: 'isSecret(proposal) ||',
    by: 'beside',
    law: 'laws',
  },
  {
    bug: 'a 差戻し in a parallel stage is jumped over by who holds the next 職 too',
    file: 'runs.ts',
    from: "if (proposal.marks.some((mark) => mark.act === 'returned')) return run",
    to: "if (proposal.marks.some((mark) => mark.act === 'decided')) return run",
    by: 'concurrence',
  },
  {
    bug: 'a case that ended is withdrawn',
    file: 'draft-acts.ts',
    from: "if (proposal.status !== 'in_approval' && proposal.status !== 'returned') {",
    to: "if (proposal.status === 'draft') {",
    by: 'decide',
    law: 'laws',
  },
  {
    bug: 'anybody confirms seats and reassigns',
    file: 'records-office-acts.ts',
    from: "if (!acting.roles.includes('records_manager')) return notOffice(acting)\n  const step",
    to: "if (acting.roles.includes('nobody')) return notOffice(acting)\n  const step",
    by: 'transfers',
    law: 'laws',
  },
]

const beyond: readonly Mutant[] = [
  {
    bug: '専決 the amount itself stays in the band below (未満 read as 以下)',
    file: 'domain/authority/choose-decider.ts',
    from: 'band.minYen <= yen && (end === undefined || yen < end)',
    to: 'band.minYen <= yen && (end === undefined || yen <= end)',
    by: 'domain/authority/band-ends',
  },
  {
    bug: '専決 a matter with a reservation is decided in the band of its amount',
    file: 'domain/authority/choose-decider.ts',
    from: 'const raising = matter.flags.filter((flag) => (table.escalation[flag] ?? 0) > 0)',
    to: 'const raising = matter.flags.filter((flag) => (table.escalation[flag] ?? 0) > 9)',
    by: 'domain/authority/compile-route',
  },
  {
    bug: 'R-01 the drafter decides although the row does not allow it',
    file: 'domain/authority/choose-decider.ts',
    from: 'selfDecides: rung === band && band.selfDecides === true',
    to: 'selfDecides: rung === band',
    by: 'domain/authority/compile-rules',
    law: 'domain/authority/compile-laws',
  },
  {
    bug: 'R-03 a link of the chain is not asked what it hangs on',
    file: 'domain/audit/links.ts',
    from: 'if (link.prevHash !== prevHash)',
    to: 'if (link.prevHash === null)',
    by: 'domain/audit/audit',
    law: 'domain/audit/chain-laws',
  },
  {
    bug: 'R-03 the end of the chain is not compared with what is known of it',
    file: 'domain/audit/links.ts',
    from: 'if (links.length !== head.seq || prevHash !== head.hash) {',
    to: 'if (links.length > head.seq) {',
    by: 'domain/audit/audit',
    law: 'domain/audit/chain-laws',
  },
  {
    bug: 'R-23 who was slower writes over the faster one: the version is not looked at',
    file: 'store/approval-log.ts',
    from: 'where p.id = it.id and p.version = it.expected',
    to: 'where p.id = it.id',
    by: 'store/approval-log',
  },
  {
    bug: 'R-23 an act on an older version is taken for one on the current one',
    file: 'usecases/act.ts',
    from: 'if (stored.version !== body.version) {',
    to: 'if (stored.version < body.version) {',
    by: 'routes/acts',
  },
]

const approval = 'domain/approval'

export const mutants: readonly Mutant[] = [
  ...ofApproval.map(({ file, by, law, ...it }) => ({
    ...it,
    file: `${approval}/${file}`,
    by: `${approval}/${by}`,
    ...(law === undefined ? {} : { law: `${approval}/${law}` }),
  })),
  ...beyond,
]

/** What a test file says of the server as it stands. `unclear`: it crashed, hung or was not even loaded. */
export type Answer = { readonly verdict: 'passes' | 'caught' | 'unclear'; readonly said: string }

const limitMs = 240_000

let fields = 0

/** The server and its tests, built anew for each question with the bug that is sown. */
export class Field {
  readonly #root: string
  readonly #folder: string
  readonly #sown = new Map<string, string>()

  constructor(root: string) {
    this.#root = root
    fields += 1
    this.#folder = join(root, 'dist', `mutants-${process.pid}-${fields}`)
  }

  /** Sows a bug, asks, and takes it out again. Throws when the server no longer has the place. */
  async sown<Told>({ file, from, to }: Mutant, ask: () => Promise<Told>): Promise<Told> {
    const path = join(this.#root, 'server', file)
    const text = readFileSync(path, 'utf8')
    if (!text.includes(from)) throw new Error(`${file} has no place for this bug any more: ${from}`)
    this.#sown.set(path, text.replaceAll(from, to))
    try {
      return await ask()
    } finally {
      this.#sown.delete(path)
    }
  }

  /**
   * What a test file says; it stops at its first failure, and properties play only a few games, always the same ones. A
   * law has caught something only with a counterexample in hand.
   */
  async ask(test: string): Promise<Answer> {
    const source = `server/${test}.test.ts`
    let built: string
    try {
      built = (await buildTests([source], this.#folder, this.#sown)).get(source) ?? ''
    } catch (error) {
      return { verdict: 'unclear', said: String(error) }
    }
    const result = await runFile(
      built,
      {
        ...process.env,
        KESSAI_PROPERTY_RUNS: '300',
        KESSAI_PROPERTY_SEED: '2026',
        TAP_BAIL: '1',
        TAP_TIMEOUT: String(limitMs / 1000),
      },
      limitMs,
    )
    if (result.failed === 0) return { verdict: 'passes', said: '' }
    return { verdict: hasCaught(test, result.trouble) ? 'caught' : 'unclear', said: result.trouble }
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Whether what a failing test file told is an assertion that failed, and nothing that fails of itself. */
export function hasCaught(test: string, trouble: string): boolean {
  if (
    /\b(SyntaxError|ReferenceError|TransformError|ERR_MODULE_NOT_FOUND)\b|timeout!|it was ended after/.test(
      trouble,
    )
  )
    return false
  const isLaw = /(^|[/-])laws\b/.test(test)
  const told = isLaw ? /^\s*not ok .*Property failed after \d+ tests.*Counterexample: /m : /^\s*not ok /m
  return told.test(trouble)
}
