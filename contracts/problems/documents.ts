import type { ProblemText } from "../problems.ts";

/** Refusals of customers' papers and service cards. */
export const documentProblems = {
  "documents.type": {
    kind: "invalid",
    zh: "没有“{type}”这种资料，请从列表选择。",
    en: "There is no paper “{type}”; choose one from the list.",
  },
  "documents.expiry_missing": {
    kind: "invalid",
    zh: "请填写“{type}”的有效期截止日{longTerm}。",
    en: "Give the last day on which the paper “{type}” is valid{longTerm}.",
  },
  "documents.expired": {
    kind: "invalid",
    zh: "“{type}”已于 {expiresOn} 到期，请提供有效的资料。",
    en: "The paper “{type}” expired on {expiresOn}; a valid one is needed.",
  },
  "documents.days_order": {
    kind: "invalid",
    zh: "有效期截止日不能早于签发日。",
    en: "A paper cannot expire before it was issued.",
  },
  "documents.side": {
    kind: "invalid",
    zh: "“{type}”请分{sides}上传。",
    en: "Upload the paper “{type}” side by side: {sides}.",
  },
  "documents.picture": {
    kind: "invalid",
    zh: "“{type}”请上传照片（JPG、PNG 或 WebP）：身份证件只带水印展示，其他格式加不上水印。",
    en: "Upload the paper “{type}” as a picture (JPG, PNG or WebP): identity papers are only shown with a watermark, which other formats cannot carry.",
  },
  "documents.watermark": {
    kind: "forbidden",
    zh: "身份证件不能下载原件，请查看或打印带水印的页面。",
    en: "Identity papers are not downloaded as they are; look at them or print them with the watermark.",
  },
  "documents.pages": {
    kind: "conflict",
    zh: "一份资料最多 {limit} 页，请合并为 PDF 后上传。",
    en: "A paper has at most {limit} pages; join them into one PDF.",
  },
  "documents.incomplete": {
    kind: "conflict",
    zh: "资料还缺{sides}，补齐后再核验。",
    en: "A side is still missing ({sides}); add it before verifying.",
  },
  "documents.ended": {
    kind: "conflict",
    zh: "这份资料已被替换或撤下，不能再改。",
    en: "This paper was replaced or withdrawn and cannot be changed any more.",
  },
  "documents.edited_meanwhile": {
    kind: "conflict",
    zh: "这份资料刚被他人修改，请刷新后再试。",
    en: "Somebody else has just changed this paper; refresh and try again.",
  },
  "cards.none": {
    kind: "conflict",
    zh: "该客户没有有效的服务卡。",
    en: "This customer has no valid service card.",
  },
} as const satisfies Record<string, ProblemText>;
