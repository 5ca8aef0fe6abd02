/** Who is shown how many pages somebody on the route has had before him (閲読状況の共有), besides that person. */
export type SeenSharing = 'self_only' | 'drafter_and_decider' | 'auditor_only'

/** Somebody who may read the case, as far as what others have seen of it is concerned. */
export type TrailReader = {
  readonly isDrafter: boolean
  /** Holds the post of the 決裁 step, or decided. */
  readonly isDecider: boolean
  /** 監査・情報公開担当. */
  readonly isAuditor: boolean
}

/** Whether somebody is shown what others have seen. To everybody else nothing is said, not even that there is anything. */
export function seesTrails(sharing: SeenSharing, reader: TrailReader): boolean {
  switch (sharing) {
    case 'self_only':
      return false
    case 'drafter_and_decider':
      return reader.isDrafter || reader.isDecider
    case 'auditor_only':
      return reader.isAuditor
  }
}
