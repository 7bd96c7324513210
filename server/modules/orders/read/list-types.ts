/** What can be asked for today, with the forms that go with it. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { listTypes as endpoint } from "../../../../contracts/orders.ts";
import { orderForms } from "../catalogue/order-forms.ts";
import { orderTypes } from "../catalogue/order-types.ts";

const answer: AnswerOf<typeof endpoint> = {
  types: orderTypes
    .filter(({ process }) => Object.keys(process).length > 0)
    .map((type) => ({
      code: type.code,
      name: type.name,
      family: type.family,
      classes: type.classes,
      channels: type.channels,
      isAroundTheClock: type.isAroundTheClock,
      processKey: Object.values(type.process)[0] ?? "",
      needsAccount: type.needsAccount,
      demandKind: type.demandKind,
      form: type.form,
      services: type.services,
    })),
  forms: [...orderForms],
};

export const listTypes = (): AnswerOf<typeof endpoint> => answer;
