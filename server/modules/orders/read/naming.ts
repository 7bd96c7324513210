/** Posts, duties and which two of them one person may not hold of one order, as words and refusals use them. */
import posts from "../../../../catalogue/posts.json" with { type: "json" };
import type { Words } from "../../../../contracts/endpoint.ts";
import { dutyPairs } from "../catalogue/order-duties.ts";
import type { Naming } from "../step-rights.ts";

const postNames = new Map<string, Words>(posts.map(({ code, zh, en }) => [code, { zh, en }]));
export const postCodes: readonly string[] = [...postNames.keys()];
export const postName = (post: string): Words => postNames.get(post) ?? { zh: post, en: post };

/** Without the sentences of the rule: the refusal names the two steps. */
export const naming: Naming = { dutyPairs, postName };
