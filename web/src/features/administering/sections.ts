import {
  Archive,
  Armchair,
  ArrowRightLeft,
  Bell,
  Braces,
  Building2,
  CalendarDays,
  CalendarOff,
  Hash,
  KeyRound,
  Layers,
  ListOrdered,
  ListTree,
  MonitorSmartphone,
  Plug,
  Route,
  Scale,
  SlidersHorizontal,
  Stamp,
  Webhook,
} from 'lucide-react'
import { type ComponentType, lazy } from 'react'
import type { Texts } from '../../i18n/index.tsx'

export type SettingsSection = {
  /** Last part of the address, and the key of its name in `settings.sections`. */
  readonly id: keyof Texts['settings']['sections']
  readonly icon: typeof Building2
  /** Who sees it; absent: everybody who is signed in. The server asks again whatever is shown. */
  readonly roles?: readonly string[]
  readonly Page: ComponentType
}

/** システム管理者 and 文書管理者 keep the rules. */
const rulesRoles: readonly string[] = ['administrator', 'records_manager']

/** The sub-pages of 設定, in order. A new one is a row here and a name in i18n/texts/settings.ts. */
export const sections: readonly SettingsSection[] = [
  {
    id: 'organisation',
    icon: Building2,
    Page: lazy(async () => ({ default: (await import('./organisation-page.tsx')).OrganisationPage })),
  },
  {
    id: 'positions',
    icon: Layers,
    roles: rulesRoles,
    Page: lazy(async () => ({ default: (await import('./positions-page.tsx')).PositionsPage })),
  },
  {
    id: 'seals',
    icon: Stamp,
    roles: rulesRoles,
    Page: lazy(async () => ({ default: (await import('./seals-page.tsx')).SealsPage })),
  },
  {
    id: 'absences',
    icon: CalendarOff,
    Page: lazy(async () => ({ default: (await import('./absences-page.tsx')).AbsencesPage })),
  },
  {
    id: 'actingOrders',
    icon: ListOrdered,
    roles: rulesRoles,
    Page: lazy(async () => ({ default: (await import('./acting-orders-page.tsx')).ActingOrdersPage })),
  },
  {
    id: 'notifications',
    icon: Bell,
    Page: lazy(async () => ({ default: (await import('./notifications-page.tsx')).NotificationsPage })),
  },
  {
    id: 'signIns',
    icon: MonitorSmartphone,
    Page: lazy(async () => ({ default: (await import('./sign-ins-page.tsx')).SignInsPage })),
  },
  {
    id: 'transfers',
    icon: ArrowRightLeft,
    roles: ['records_manager', 'administrator'],
    Page: lazy(async () => ({ default: (await import('./transfers-page.tsx')).TransfersPage })),
  },
  {
    id: 'seats',
    icon: Armchair,
    roles: ['records_manager'],
    Page: lazy(async () => ({ default: (await import('./seats-page.tsx')).SeatsPage })),
  },
  {
    // Where a 課 has named no 文書取扱主任, anybody of it keeps its books: the server says who does.
    id: 'numbers',
    icon: Hash,
    Page: lazy(async () => ({ default: (await import('./number-books-page.tsx')).NumberBooksPage })),
  },
  {
    id: 'classifications',
    icon: ListTree,
    roles: rulesRoles,
    Page: lazy(async () => ({ default: (await import('./classifications-page.tsx')).ClassificationsPage })),
  },
  {
    id: 'workCalendar',
    icon: CalendarDays,
    roles: rulesRoles,
    Page: lazy(async () => ({ default: (await import('./work-calendar-page.tsx')).WorkCalendarPage })),
  },
  {
    id: 'legacyImports',
    icon: Archive,
    roles: ['administrator', 'records_manager', 'auditor'],
    Page: lazy(async () => ({ default: (await import('./legacy-imports-page.tsx')).LegacyImportsPage })),
  },
  {
    id: 'roles',
    icon: KeyRound,
    roles: ['administrator', 'records_manager', 'auditor'],
    Page: lazy(async () => ({ default: (await import('./roles-page.tsx')).RolesPage })),
  },
  {
    id: 'authorityTable',
    icon: Scale,
    roles: rulesRoles,
    Page: lazy(async () => ({ default: (await import('./authority-table-page.tsx')).AuthorityTablePage })),
  },
  {
    id: 'routeTemplates',
    icon: Route,
    roles: rulesRoles,
    Page: lazy(async () => ({ default: (await import('./route-template-page.tsx')).RouteTemplatePage })),
  },
  {
    id: 'policies',
    icon: SlidersHorizontal,
    roles: rulesRoles,
    Page: lazy(async () => ({ default: (await import('./policies-page.tsx')).PoliciesPage })),
  },
  {
    id: 'applications',
    icon: Plug,
    roles: ['administrator', 'records_manager', 'auditor'],
    Page: lazy(async () => ({ default: (await import('./applications-page.tsx')).ApplicationsPage })),
  },
  {
    id: 'webhooks',
    icon: Webhook,
    roles: ['administrator', 'auditor'],
    Page: lazy(async () => ({ default: (await import('./webhooks-page.tsx')).WebhooksPage })),
  },
  {
    id: 'api',
    icon: Braces,
    Page: lazy(async () => ({ default: (await import('./api-page.tsx')).ApiPage })),
  },
]
