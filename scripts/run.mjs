/** `node scripts/run.mjs FILE [ARGUMENTS]`: runs a TypeScript file of the project with Node 26, on a ready clone. */
import { hand, node26, prepare } from "./prepare.mjs";

prepare();
hand(node26, process.argv.slice(2));
