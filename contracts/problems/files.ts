import type { ProblemText } from "../problems.ts";

/** Refusals of uploaded files, and of files that are asked for. */
export const fileProblems = {
  "files.too_large": {
    kind: "too-large",
    zh: "文件超过 {limitMb} MB。请压缩、降低扫描分辨率，或分开上传。",
    en: "The file is larger than {limitMb} MB. Compress it, scan at a lower resolution, or split it.",
  },
  "files.empty": {
    kind: "invalid",
    zh: "文件是空的，请重新选择或重新扫描。",
    en: "The file is empty; choose or scan it again.",
  },
  "files.type": {
    kind: "invalid",
    zh: "这是 {found} 文件，这里只接受 {allowed}。",
    en: "This is a {found} file; only {allowed} are accepted here.",
  },
  "files.type_differs": {
    kind: "invalid",
    zh: "文件自称是 {claimed}，内容却是 {found}，已拒绝。请核对来源；确认无误的，改正扩展名后再上传。",
    en: "The file says it is {claimed}, but its content is {found}; it was refused. Check where it comes from; if it is right, correct its extension and upload again.",
  },
  "files.broken": {
    kind: "invalid",
    zh: "文件已损坏或不完整（{found}）。请重新扫描或重新导出。",
    en: "The file is damaged or incomplete ({found}). Scan or export it again.",
  },
  "files.pixels": {
    kind: "invalid",
    zh: "图片为 {width}×{height}，超过 {limitMegapixels} 百万像素。请降低分辨率后再上传。",
    en: "The picture has {width}×{height} pixels, more than {limitMegapixels} megapixels. Lower its resolution and upload again.",
  },
  "files.unpacks_large": {
    kind: "invalid",
    zh: "文件解开后过大或条目过多，已拒绝。请检查文件来源。",
    en: "The file unpacks to too much, or to too many parts; it was refused. Check where it comes from.",
  },
  "files.unsafe": {
    kind: "invalid",
    zh: "文件里有不应有的内容（{what}），已拒绝。请检查文件来源，另存为干净的文件后再上传。",
    en: "The file contains what it should not ({what}); it was refused. Check where it comes from, save a clean copy and upload that.",
  },
  "files.interrupted": {
    kind: "invalid",
    zh: "上传中断，文件没有收全，请重新上传。",
    en: "The upload was interrupted before all of the file had come; upload it again.",
  },
  "files.no_room": {
    kind: "unavailable",
    zh: "文件存储已满或暂时不可用，请稍后再试，并告知系统管理员。",
    en: "The file store is full or away. Try again later, and tell the system administrator.",
  },
  "files.gone": {
    kind: "not-found",
    zh: "文件不在存储中，可能已按规定清除。请告知系统管理员。",
    en: "The file is not in the store; it may have been removed by rule. Tell the system administrator.",
  },
} as const satisfies Record<string, ProblemText>;
