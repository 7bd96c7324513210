/** Where a number or a list of the catalogue comes from: the name of a document, or that nobody but the platform says so. */
import { pick } from "../parts/words.ts";

const own = "designed here";

export const sourceWords = (source: string): string =>
  source.replace(own, pick({ zh: "本系统设计", en: own }));
