/** Why a SCIM request cannot be understood, or not be done as it stands. */
export type ScimRefusal =
  /** `at`: what of the filter cannot be. */
  | { readonly code: 'scim_filter'; readonly at: string }
  | { readonly code: 'scim_path'; readonly path: string }
  | { readonly code: 'scim_no_target'; readonly path: string }
  /** A body that is no resource, no PatchOp or no SearchRequest. */
  | { readonly code: 'scim_syntax'; readonly field: string }
  | { readonly code: 'scim_value'; readonly attribute: string; readonly wanted: string }
  | { readonly code: 'scim_read_only'; readonly attribute: string }
  | { readonly code: 'scim_taken'; readonly attribute: string; readonly value: string }
  | { readonly code: 'scim_not_found'; readonly type: string; readonly id: string }
  | { readonly code: 'scim_changed'; readonly etag: string }
  /** What the directory would not take, as sentences. */
  | { readonly code: 'scim_rows'; readonly texts: readonly string[] }
  /** Somebody with a role of Kessai: another login would let another in. */
  | { readonly code: 'scim_login_kept'; readonly person: string }
  | { readonly code: 'scim_posts_missing'; readonly person: string }
  | { readonly code: 'scim_day_past'; readonly attribute: string; readonly value: string }
  | { readonly code: 'scim_unit_held'; readonly unit: string; readonly people: readonly string[] }
  | { readonly code: 'scim_folders_left'; readonly unit: string; readonly folders: readonly string[] }
  | { readonly code: 'scim_programs_only' }

/** The words of RFC 7644 section 3.12. */
export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'uniqueness'
