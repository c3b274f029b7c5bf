const listWords = (words: string): string[] => words.trim().split(/\s+/)

const fillers = listWords(`
  a an the this that these those it there here he she they them their we our you your i me my ive
  is are was were be been being am has have had having do does did doing
  can could may might must shall should will would
  and or but so yet if then else when while because as than though although
  of in on at by to from for with into onto about during through via per around near also too very just
  again still already own really now well
  what which who whom whose why how where some such somebody someone something anybody anyone anything
  everybody everyone everything
  maybe perhaps probably possibly likely seem seems look looks like think guess suspect
  due caused causing`)

const negations = listWords(`
  no not nor none never neither nobody nothing without non cannot
  isnt arent wasnt werent cant couldnt wont wouldnt dont doesnt didnt havent hasnt hadnt shouldnt mustnt mightnt aint`)

/** They say where, when, which or how many. */
const contrasts = listWords(`
  up down off out over under before after between within against across since until
  us only any all both each every few more most other another same one ones two`)

/** Words that can be left out of a statement without changing what it says. */
export const fillerWords: ReadonlySet<string> = new Set(fillers)

/** Words that turn a statement into its opposite. */
export const negationWords: ReadonlySet<string> = new Set(negations)

/** Words that a sentence may contain whatever it is about. Some still tell two statements apart: `before`, `after`. */
export const stopWords: ReadonlySet<string> = new Set([...fillers, ...negations, ...contrasts])
