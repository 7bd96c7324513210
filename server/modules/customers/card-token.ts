/** Tokens of service cards are kept as hashes: who reads the database cannot print a card. */
import { createHash } from "node:crypto";

export const hashCardToken = (token: string): Buffer => createHash("sha256").update(token).digest();
