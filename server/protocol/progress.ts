/** A tile of which nothing but answers and flags has moved. */
export interface Progress {
  candidate: string
  answered: number
  flagged: number
}

/**
 * Progress on the wire is one text, `candidate,answered,flagged;` for each: of a full hall thousands move between two
 * looks, and as arrays inside arrays most of what a console costs was walking over them.
 */
export const progressText = ({ candidate, answered, flagged }: Progress): string =>
  `${candidate},${answered},${flagged};`

export const progressLines = (text: string): Progress[] =>
  text.split(';').flatMap((line) => {
    const [candidate = '', answered, flagged] = line.split(',')
    return candidate === '' ? [] : [{ candidate, answered: Number(answered), flagged: Number(flagged) }]
  })

/** About how many lines a text holds, without reading it. */
export const progressCount = (text: string): number => Math.ceil(text.length / 28)
