import type { BankItem, Item, OptionId } from '../item.ts'
import type { SingleKey, WeightedKey } from '../key.ts'

/** Largest file that is read, in bytes. */
export const FILE_BYTES_MAX = 20_000_000
/** Most rows or items of one file. */
export const ROWS_MAX = 50_000
/** Most columns of a table; further ones are not looked at. */
export const COLUMNS_MAX = 500
/** Longest question text and explanation, in characters; picture data (data: addresses) not counted. */
export const STEM_CHARACTERS_MAX = 20_000
export const OPTION_CHARACTERS_MAX = 5_000
export const STIMULUS_CHARACTERS_MAX = 50_000
/** Picture data of one text, in characters (about 1.5 MB of pictures). */
export const PICTURE_CHARACTERS_MAX = 2_000_000
/** Ids, sections, subjects, topics, enemies. */
export const NAME_CHARACTERS_MAX = 200
export const OPTIONS_MAX = 10
/** Largest weight of an option, up or down, in points. */
export const WEIGHT_MAX = 1_000
/** Rows searched for the column names: above them a file may have a title. */
export const HEADER_ROWS_MAX = 20
/** Deepest nesting of a JSON file. */
export const JSON_DEPTH_MAX = 64
/** A workbook unpacks to at most so many bytes. */
export const WORKBOOK_BYTES_MAX = 200_000_000
/** Most files in an archive, the largest of them, and what they may unpack to together, in bytes. */
export const ENTRIES_MAX = 5_000
export const ENTRY_BYTES_MAX = 50_000_000
export const ARCHIVE_BYTES_MAX = 200_000_000
/** A file of more than 1 MB may be so many times its packed size. */
export const RATIO_MAX = 200
/** Longest single question of a GIFT file: its grammar looks ahead, and must not look for ever. */
export const GIFT_ITEM_CHARACTERS_MAX = 100_000
/** Deepest nesting and most tags of an XML file. */
export const XML_DEPTH_MAX = 100
export const XML_TAGS_MAX = 1_000_000

/** The texts exactly as they stand in the file, not trimmed: the proof of what was delivered, and what is exported. */
export interface OriginalItem {
  stem: string
  stimulus: string | null
  options: { label: OptionId; text: string; weight: number | null }[]
  /** Labels of the correct options; [] for a weighted item without key. */
  key: OptionId[]
}

export interface ImportedItem {
  /** Without item id: the store gives it. */
  bankItem: Omit<BankItem, 'item'> & { item: Omit<Item, 'id'> }
  key: Omit<SingleKey, 'item' | 'version'> | Omit<WeightedKey, 'item' | 'version'>
  original: OriginalItem
  /** Explanation of the key as the source gives it, or ''. */
  rationale: string
}

/** A remark on one row, cell or the whole file. `reason` is a sentence in Indonesian that says what to do. */
export interface Remark {
  /** 'baris 12 (id soalSKD-11)', 'butir 12', 'Sheet1!A12', or 'berkas' for the whole file. */
  where: string
  reason: string
}

export interface FileReading {
  /** 'stimuli': a list of passages (see `readStimuli`); 'unknown': no item file at all. */
  format: 'csv' | 'json' | 'jsonl' | 'xlsx' | 'moodle-xml' | 'gift' | 'aiken' | 'qti' | 'stimuli' | 'unknown'
  items: { where: string; imported: ImportedItem }[]
  refused: Remark[]
  warnings: Remark[]
  /** What was taken in a simpler form than the source has it; absent where nothing was. */
  simplified?: Remark[]
}

export interface ImportContext {
  /** Passages by id, from files read before (`readStimuli`). */
  stimuli: ReadonlyMap<string, string>
}
