export { ActForm as SettingsForm } from '../../api/act-form.tsx'
