/** A promise to the customer, with what one's post may promise beside it while it is typed. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Form } from "antd";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import { promiseCustomer } from "../../../../contracts/orders/care-promises.ts";
import { readDemand } from "../../../../contracts/orders/demand.ts";
import { call } from "../../../parts/api.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { MomentPicker } from "../../../staff/moment-picker.tsx";
import { usePostName } from "../queries.ts";
import { OwnWords } from "./reason-fields.tsx";

const t = defineWords({
  title: ["向客户承诺", "Promise the customer"],
  text: ["承诺内容", "What is promised"],
  dueAt: ["什么时候之前", "By when"],
  choose: ["请选择", "Choose"],
  may: [
    "“{kind}”类诉求，按“{post}”岗位可以承诺；最早可承诺到 {earliest}。",
    "“{kind}”: as {post} you may promise it, for {earliest} at the earliest.",
  ],
  share: [
    "承诺不得短于剩余时限的 {n}%：办理的人要做得到。工单时限 {due}。",
    "Not shorter than {n} % of what is left: others have to keep it. The order is due {due}.",
  ],
  free: ["这张工单没有总时限，承诺即为时限。", "The order has no limit; the promise becomes one."],
  mayNot: [
    "“{kind}”类诉求，您的岗位不能承诺。可以请：{posts}。",
    "“{kind}”: your post may not promise it. Ask: {posts}.",
  ],
  early: ["早于可承诺的时间 {earliest}", "Before {earliest}, the earliest that may be promised"],
  becomes: [
    "承诺保存后成为一个时钟：到期前提醒，逾期升级。",
    "Saved, it becomes a clock: it warns, and is escalated when late.",
  ],
});

type Demand = ResultOf<typeof readDemand>;

export function useDemand(orderId: string, enabled = true) {
  return useQuery({
    queryKey: ["orders", "demand", orderId],
    queryFn: () => call(readDemand, { params: { orderId } }),
    enabled,
    staleTime: 60_000,
  });
}

export function PromiseDialog({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const { data: demand } = useDemand(orderId);
  const earliest = demand?.right?.earliest;
  return (
    <FormModal<{ text: string; dueAt: string }>
      title={t("title")}
      initial={{}}
      saveLabel={t("title")}
      onSave={(body) => call(promiseCustomer, { params: { orderId }, body })}
      onClose={onClose}
    >
      {demand && <Right demand={demand} />}
      <OwnWords name="text" label={t("text")} extra={t("becomes")} rows={2} autoFocus />
      <Form.Item
        name="dueAt"
        label={t("dueAt")}
        rules={[
          { required: true, message: t("choose") },
          {
            validator: (_, value: string | undefined) =>
              value && earliest && Date.parse(value) < Date.parse(earliest)
                ? Promise.reject(new Error(t("early", { earliest: dayAndTime(earliest) })))
                : Promise.resolve(),
          },
        ]}
      >
        <MomentPicker />
      </Form.Item>
    </FormModal>
  );
}

function Right({ demand: { kind, right, postsThatMay } }: { demand: Demand }) {
  const postName = usePostName();
  const name = pick(kind.name);
  if (!right)
    return (
      <Alert
        type="warning"
        showIcon
        className="promise-right"
        title={t("mayNot", { kind: name, posts: postsThatMay.map(postName).join("、") })}
        description={pick(kind.handling)}
      />
    );
  return (
    <Alert
      type="info"
      showIcon
      className="promise-right"
      title={t("may", { kind: name, post: postName(right.post), earliest: dayAndTime(right.earliest) })}
      description={
        right.dueAt ? t("share", { n: right.shortestPercent, due: dayAndTime(right.dueAt) }) : t("free")
      }
    />
  );
}
