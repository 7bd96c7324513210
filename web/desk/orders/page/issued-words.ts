import type { IssuedLine } from "../../../../contracts/orders/issued.ts";
import { defineWords } from "../../../parts/words.ts";

const t = defineWords({
  "in-person": ["当面签收", "Handed over"],
  electronic: ["电子送达", "Sent electronically"],
  "registered-mail": ["挂号邮寄", "Registered letter"],
  left: ["留置送达", "Left before witnesses"],
  public: ["公告送达", "Public notice"],
  handed: ["已交付", "Handed over"],
  sent: ["已发送", "Sent"],
  read: ["客户已阅", "Read by the customer"],
  refused: ["拒收", "Refused"],
});

export const deliveryWords = ({ way, kind }: IssuedLine["deliveries"][number]): string => t(way ?? kind);
