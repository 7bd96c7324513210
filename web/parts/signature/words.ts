import { defineWords } from "../words.ts";

export const t = defineWords({
  title: ["请 {name} 签名", "{name}, please sign"],
  hint: ["用手指、触控笔或鼠标在框内书写", "Write in the box with a finger, a pen or a mouse"],
  pad: [
    "签名板：在此手写签名；不便手写的，请改用键盘签名",
    "Signature pad: write here, or sign with the keyboard instead",
  ],
  undo: ["撤销一笔", "Undo"],
  clear: ["重写", "Clear"],
  done: ["签好了", "Done"],
  keyboard: ["改用键盘签名", "Sign with the keyboard"],
  hand: ["改用手写签名", "Sign by hand"],
  typeName: ["请输入您的姓名，视为本人签名", "Type your name; it stands for your signature"],
  nameDiffers: ["与签名人 {name} 不一致，请核对", "This is not {name}; please check"],
  tooShort: ["请写完整的姓名", "Please write your whole name"],
  lines: ["已写 {n} 笔", "{n} strokes written"],
  typedMark: ["键盘签署", "Signed by keyboard"],
});
