import { withCurrentKeys } from '../../platform/config/renamed-keys.ts'
import { listMistakes, type SettingsParser } from '../../platform/config/settings.ts'
import { severitiesIn } from '../settings.ts'
import type { SettingsPart } from './settings-part.ts'
import { toUniqueMap } from './unique-map.ts'

/** Puts the settings together from their parts. Throws if two parts use one key. */
export function makeSettingsParser<Settings extends object>(
  parts: readonly SettingsPart<Partial<Settings>>[],
): SettingsParser<Settings> {
  const renamed = parts.flatMap((part) => part.renamed)
  return (given, folder) => {
    const { content, hints } = withCurrentKeys(given ?? {}, renamed)
    const origin = { severities: severitiesIn(content), folder }
    const schemas = parts.map((part) => part.schema(origin))
    const byKey = toUniqueMap(schemas.flatMap(({ shape }) => Object.entries(shape)))
    const mistakes = listMistakes(Object.fromEntries(byKey), content)
    if (mistakes.length > 0) return { mistakes, hints }
    return { settings: Object.assign({}, ...schemas.map((schema) => schema.parse(content))), mistakes, hints }
  }
}
