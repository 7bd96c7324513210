import { defineWords } from "../words.ts";

/** The paper's own words are Chinese; these are for those who listen to the page. */
export const t = defineWords({
  qr: ["二维码：{title}", "QR code: {title}"],
  signatureOf: ["{name} 的手写签名", "Handwritten signature of {name}"],
});
