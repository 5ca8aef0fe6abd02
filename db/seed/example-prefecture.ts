/** The shape of example-prefecture.yaml: ours, so it is trusted and only described. */
export type SeedPlace = { readonly at?: string; readonly unit?: string; readonly pos?: string }

export type SeedStep = {
  readonly type: string
  readonly at: string
  readonly targets?: string
  readonly pos?: string
  readonly on_vacant: string
  readonly parallel?: boolean
  readonly optional?: boolean
  /** 仮決裁. */
  readonly provisional?: boolean
  readonly article?: string
}

export type SeedItem = {
  readonly code: string
  readonly name: string
  /** 根拠条項 */
  readonly article: string
  readonly bands: readonly {
    readonly min?: number
    readonly max?: number | null
    /** 以下 */
    readonly max_inclusive?: boolean
    readonly class: string
    readonly decider?: string | null
    readonly note?: string
    /** 委任の根拠 */
    readonly entrusted_by?: string
  }[]
  readonly requires: readonly string[]
  readonly gogi_default: string[]
  readonly template?: string
  readonly note?: string
}

export type SeedBook = {
  readonly code: string
  readonly name: string
  readonly retention: string
  readonly disposal: string
}

export type SeedClassification = {
  readonly code: string
  readonly name: string
  readonly children?: readonly SeedClassification[]
  readonly books?: readonly SeedBook[]
}

export type SeedFile = {
  readonly meta: {
    readonly name: string
    readonly short: string
    readonly email_domain: string
    readonly current_fiscal_year: number
  }
  readonly policy: { readonly version: number; readonly from: string; readonly settings: object }
  readonly units: readonly {
    readonly code: string
    readonly name: string
    readonly kind: string
    readonly parent?: string | null
    readonly symbol?: string
    readonly role?: string
  }[]
  readonly positions: readonly {
    readonly code: string
    readonly name: string
    readonly rank: number
    readonly line: boolean
    readonly decider: boolean
  }[]
  readonly staff: readonly {
    readonly id: string
    readonly name: string
    readonly kana: string
    readonly posts: readonly {
      readonly unit: string
      readonly pos: string
      readonly kind: string
      readonly from: string
      readonly to?: string
    }[]
    readonly roles?: readonly string[]
    readonly charge?: readonly string[]
  }[]
  readonly absences: readonly {
    readonly user: string
    readonly from: string
    readonly to: string
    readonly reason: string
  }[]
  readonly daiketsu_order: readonly { readonly decider: string; readonly order: readonly SeedPlace[] }[]
  readonly authority: {
    readonly version: string
    readonly source: string
    readonly note: string
    readonly classes: readonly { readonly class: string; readonly deciders: readonly string[] }[]
    readonly escalation_flags: Readonly<Record<string, number>>
    readonly escalation_articles: Readonly<Record<string, string>>
    readonly items: readonly SeedItem[]
  }
  readonly retention_periods: readonly {
    readonly code: string
    readonly name: string
    readonly years: number | null
    readonly note?: string
  }[]
  readonly classification: readonly SeedClassification[]
  readonly numbering: readonly {
    readonly kind: string
    readonly format: string
    readonly allocated_at: string
  }[]
  readonly issue_kinds: readonly {
    readonly kind: string
    readonly sealing: string
    readonly number?: string
    readonly issuer: string
    readonly addressed?: boolean
  }[]
  readonly seals: readonly {
    readonly code: string
    readonly name: string
    readonly kind: string
    readonly keeper: { readonly unit: string; readonly pos: string }
  }[]
  readonly disclosure_classes: readonly {
    readonly code: string
    readonly name: string
    readonly needs_ground?: boolean
    readonly needs_until?: boolean
  }[]
  readonly disclosure_grounds: readonly {
    readonly code: string
    readonly name: string
    readonly article?: string
  }[]
  readonly secrecy_levels: readonly {
    readonly code: string
    readonly name: string
    readonly needs_until?: boolean
    readonly electronic?: boolean
  }[]
  readonly route_templates: readonly {
    readonly code: string
    readonly name: string
    readonly steps: readonly SeedStep[]
    readonly after?: readonly SeedPlace[]
  }[]
  readonly applications: readonly {
    readonly id: string
    readonly name: string
    readonly contact: string
    readonly may_submit: readonly string[]
    readonly sandbox?: boolean
    /** Whether it may change the directory (SCIM). */
    readonly provisions?: boolean
  }[]
}
