import type { Same } from '../catalogue.ts'

/** What names the settings from outside; what they say themselves comes with their pages (i18n/settings). */
export const settingsJa = {
  title: '設定',
  notForYou: 'この設定を見る権限がないか、URL が変わりました。',
  sections: {
    organisation: '組織・職員',
    absences: '不在',
    actingOrders: '代決の順位',
    notifications: '通知',
    signIns: 'サインイン',
    transfers: '人事異動',
    seats: '席の確認',
    numbers: '番号・欠番',
    classifications: '文書分類表',
    workCalendar: '閉庁日・督促',
    legacyImports: '旧システム移行',
    roles: '役割',
    positions: '職位',
    authorityTable: '専決表',
    routeTemplates: '経路',
    policies: '方針',
    applications: '外部システム',
    webhooks: 'Webhook',
    api: 'API',
  },
}

export const settingsEn: Same<typeof settingsJa> = {
  title: 'Settings',
  notForYou: 'You may not see this setting, or its address has changed.',
  sections: {
    organisation: 'Organisation and staff',
    absences: 'Absences',
    actingOrders: 'Order of stand-ins',
    notifications: 'Notifications',
    signIns: 'Sign-in',
    transfers: 'Transfers',
    seats: 'Seats to confirm',
    numbers: 'Numbers and gaps',
    classifications: 'Classification scheme',
    workCalendar: 'Closed days and reminders',
    legacyImports: 'Import from old systems',
    roles: 'Roles',
    positions: 'Positions',
    authorityTable: 'Authority table',
    routeTemplates: 'Routes',
    policies: 'Policy',
    applications: 'Other systems',
    webhooks: 'Webhooks',
    api: 'API',
  },
}
