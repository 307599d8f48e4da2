import { createHash } from 'node:crypto'

/**
 * The words that staff say first and second. Each has a translation in every language (`looks.words`). Within a list no
 * two are alike by ear, and none means anything to a bank or to a person.
 */
export const firstWords = [
  ...['apple', 'mountain', 'river', 'lake', 'star', 'storm', 'rain', 'snow', 'wind', 'forest', 'steppe'],
  ...['sea', 'sand', 'tulip', 'birch', 'oak', 'pine', 'poplar', 'wheat', 'watermelon', 'grape', 'cherry'],
  ...['apricot', 'carrot', 'pumpkin', 'milk', 'bread', 'salt', 'horse', 'camel', 'deer', 'tiger', 'squirrel'],
  ...['wolf', 'eagle', 'swan', 'dove', 'swallow', 'owl', 'falcon', 'fish', 'butterfly', 'beetle', 'turtle'],
  ...['spring', 'summer', 'gold', 'silver', 'copper', 'iron', 'island', 'waterfall', 'hill', 'cave'],
  ...[
    'lightning',
    'rainbow',
    'meadow',
    'cotton',
    'barley',
    'tomato',
    'cucumber',
    'raspberry',
    'garlic',
    'mint',
  ],
] as const
export const secondWords = [
  ...['bridge', 'door', 'window', 'table', 'lamp', 'carpet', 'pillow', 'mirror', 'cup', 'teapot', 'bucket'],
  ...['needle', 'thread', 'glove', 'bell', 'dombra', 'flute', 'book', 'pencil', 'paper', 'clock', 'hammer'],
  ...['shovel', 'wheel', 'sleigh', 'boat', 'train', 'tower', 'umbrella', 'wall', 'garden', 'stove', 'candle'],
  ...['tent', 'box', 'barrel', 'chest', 'glasses', 'horseshoe', 'fence', 'jug', 'anchor', 'bag', 'brick'],
  ...['suitcase', 'ruler', 'rake', 'sofa', 'fork', 'curtain', 'necklace', 'bracelet', 'envelope', 'magnet'],
  ...['rocket', 'fountain', 'compass', 'statue', 'swing', 'feather', 'parachute', 'helmet', 'paintbrush'],
  'perfume',
] as const

/** The two words of a look's request, by their ids. */
export type SpokenWords = readonly [(typeof firstWords)[number], (typeof secondWords)[number]]

/**
 * The two words of a look's request. The agent says them on the phone, and the customer's page shows the same ones beside
 * the buttons: so the customer knows that the request they answer is the caller's. They follow from the look's id and are
 * no secret: they open nothing, and a stranger guesses them once in 4096 times. The customer's own press answers.
 */
export function spokenWords(lookId: string): SpokenWords {
  const [first = 0, second = 0] = createHash('sha256').update(`look:${lookId}:words`).digest()
  return [wordAt(firstWords, first), wordAt(secondWords, second)]
}

function wordAt<Word extends string>(words: readonly Word[], byte: number): Word {
  const word = words[byte % words.length]
  if (!word) throw new Error('a list of words has 64 of them')
  return word
}
