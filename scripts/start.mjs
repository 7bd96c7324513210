/** `npm start`: installs what is missing, builds the pages when they are stale, and hands over to the platform. */
import { buildWebWhenStale } from "./build.mjs";
import { hand, node26, prepare } from "./prepare.mjs";

prepare();
buildWebWhenStale();
hand(node26, ["server/main.ts", ...process.argv.slice(2)]);
