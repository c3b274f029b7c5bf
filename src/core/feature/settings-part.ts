import type { z } from 'zod'
import type { RenamedKey } from '../../platform/config/renamed-keys.ts'

/** What the schema of a setting may depend on. */
export interface SettingsOrigin {
  /** The names of the severities there are; none where the file does not say which. */
  severities: readonly string[]
  /** Where the settings file is, if there is one. */
  folder?: string | undefined
}

/** What one feature adds to the settings. */
export interface SettingsPart<Own extends object> {
  /** Has a schema for each of its keys. */
  schema(origin: SettingsOrigin): z.ZodType<Own> & Pick<z.ZodObject, 'shape'>
  readonly renamed: readonly RenamedKey[]
}

/** Declares a part of the settings, with the keys in it that had another name in an earlier release. */
export const settingsPart = <Own extends object>(
  schema: SettingsPart<Own>['schema'],
  renamed: readonly RenamedKey[] = [],
): SettingsPart<Own> => ({ schema, renamed })

/** The settings that a part adds. */
export type SettingsIn<Part> = Part extends SettingsPart<infer Own> ? Own : never
