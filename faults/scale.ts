/** How much of each fault: enough for every `npm test`, or what the handbook asks for with `npm run test:faults`. */

const isLong = process.env.FAULTS === "long";

export const scale = <T>(usual: T, long: T): T => (isLong ? long : usual);
