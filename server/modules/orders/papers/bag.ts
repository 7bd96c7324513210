/** 一袋六表 (handbook §2.13): a cover that names each form with its hash, and the forms behind it, as one bundle. */
import type { PaperDocument, PaperTemplate } from "../../../../contracts/orders/papers.ts";
import { paper, prose, say, signatures } from "./build.ts";
import { documentHash } from "./document-hash.ts";
import type { PaperFacts } from "./facts.ts";
import { head, orderGrid } from "./templates/common.ts";
import { standing } from "./texts.ts";

const form = (template: PaperTemplate, name: string) => ({ template, name }) as const;
/** Companies differ in the sixth; the energising sheet takes the place of the interim inspection in some. */
export const sixForms = [
  form("application-hv", "用电登记（申请）表"),
  form("survey", "现场勘查单"),
  form("plan-reply", "供电方案答复单"),
  form("design-opinion", "设计文件审核意见单"),
  form("interim-opinion", "中间检查意见单"),
  form("completion-opinion", "竣工检验意见单"),
] as const;

export type BagFacts = PaperFacts & {
  readonly forms?: readonly { readonly template: PaperTemplate; readonly name: string }[];
  /** Why a form is not in the bag: 本工程无隐蔽工程，不需要. */
  readonly absent?: Partial<Readonly<Record<PaperTemplate, string>>>;
  readonly archivedBy?: string;
};

/** The cover first, then the forms in their order. A form given twice (a second inspection) is listed twice. */
export function sixFormBag(facts: BagFacts, papers: readonly PaperDocument[]): readonly PaperDocument[] {
  const forms = facts.forms ?? sixForms;
  const inBag = forms.flatMap(({ template }) => papers.filter((one) => one.template === template));
  const rows = forms.flatMap(({ template, name }, index) => {
    const found = papers.filter((one) => one.template === template);
    const mark = String(index + 1);
    if (found.length === 0) return [[mark, name, "—", facts.absent?.[template] ?? "缺"]];
    return found.map((one) => [mark, name, one.number, documentHash(one)]);
  });
  const cover = paper("bag-cover", {
    ...head(facts),
    title: say("一袋六表档案袋封面"),
    sections: [
      orderGrid(facts),
      {
        kind: "table",
        heading: say("袋内目录"),
        columns: [
          { label: say("序号"), weight: 2, align: "center" },
          { label: say("表单"), weight: 8, align: "left" },
          { label: say("编号"), weight: 8, align: "left" },
          { label: say("文件校验码（SHA-256）或缺表原因"), weight: 14, align: "left" },
        ],
        rows,
      },
      prose("note", standing("bag.note", facts.issuedOn)),
      signatures(2, [
        ["archivist", facts.archivedBy ? `归档员 ${facts.archivedBy}` : "归档员"],
        ["checker", "核对人"],
      ]),
    ],
  });
  return [cover, ...inBag];
}
