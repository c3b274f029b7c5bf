import type { Feature, Word } from '../dispatch/registry.ts'
import { takePerson } from '../slack/text.ts'
import { assign, takeCommand } from './assign.ts'

function roleWord(role: string, example: string, does: string): Word {
  return {
    word: role,
    usage: `${role} [@person]`,
    example,
    does,
    asks: () => ({
      title: `Who is ${role}?`,
      submit: 'Assign',
      inputs: [{ name: 'person', label: 'Who', kind: 'person' }],
    }),
    on: 'incident',
    act: 'respond',
    run: (state, { rest, by }, moment) => {
      const { person, rest: others } = takePerson(rest)
      if (!person && others)
        return { refusal: `Name them with @, for example \`${moment.settings.command} ${example}\`` }
      return assign(state, role, person ?? by, by, moment)
    },
  }
}

/** Who runs the response, and who answers for what. */
export const roleFeature: Feature = {
  words: [
    roleWord('commander', 'commander @dana', 'who runs the response; without a name: you'),
    roleWord('owner', 'owner @dana', 'who answers for the post-mortem; without a name: you'),
  ],
  buttons: {
    'role.take_command': {
      on: 'incident',
      act: 'respond',
      run: (state, { by }, moment) => takeCommand(state, by, moment),
    },
  },
}
