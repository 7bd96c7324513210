/**
 * Passwords that guessers try first, made from the patterns people use rather than copied from a list: a word and a
 * tail, a run on the keyboard, a repeated group, a date. Compared in small letters with the usual replacements undone.
 */

const words =
  "password passwd pass admin administrator root user guest test demo login welcome letmein hello iloveyou love monkey dragon master " +
  "sunshine princess football baseball superman batman shadow secret changeme default system server oracle mysql postgres huawei lenovo " +
  "xiaomi tencent taobao alipay wechat weixin china zhongguo beijing shanghai guangdong woaini woaiwojia nihao wodemima mima yonghu " +
  "guanli guanliyuan zhangsan lisi wangwu xiaoming dianli dianwang guowang guojiadianwang nanwang yingyeting gongdian electric power " +
  "energy grid stategrid sgcc office summer winter spring autumn january monday friday company qwerty asdf zxcvbn abc abcd qwe asd zxc " +
  "qaz wsx qazwsx baobei laopo laogong jiayou fighting computer internet service support manager secure security";
const tails =
  " 1 12 123 1234 12345 123456 321 000 111 666 888 520 1314 01 007 2020 2021 2022 2023 2024 2025 2026 2027 ! @ # !@# @123 @1234 #123 !123 " +
  "123! 123@ 1234! 2024! 2025! 2026! 2024@ 2025@ 2026@ @2024 @2025 @2026 _123 .123";
const rows = [
  "1234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "abcdefghijklmnopqrstuvwxyz",
  "1qaz2wsx3edc4rfv5tgb",
];

const undone: Record<string, string> = { "@": "a", "0": "o", "1": "l", "3": "e", $: "s", "5": "s" };
const plain = (text: string) => text.toLowerCase().replace(/[@013$5]/g, (sign) => undone[sign] ?? sign);

function generate(): Set<string> {
  const all = new Set<string>();
  for (const word of words.split(" "))
    for (const tail of tails.split(" ")) {
      all.add(word + tail);
      all.add(plain(word + tail));
    }
  return all;
}

export const commonPasswords: ReadonlySet<string> = generate();

const reversed = (text: string) => [...text].reverse().join("");
const rowRuns = rows.flatMap((row) => [row + row, reversed(row + row)]);

/** A run along a keyboard row or the alphabet makes up most of it. */
const isRun = (text: string) =>
  rowRuns.some((row) => {
    for (let length = text.length; length >= Math.max(4, text.length - 2); length--)
      for (let at = 0; at + length <= text.length; at++)
        if (row.includes(text.slice(at, at + length))) return true;
    return false;
  });

/** One group of up to four characters again and again. */
function isRepeated(text: string): boolean {
  for (let size = 1; size <= 4; size++)
    if (
      text.length >= size * 3 &&
      text ===
        text
          .slice(0, size)
          .repeat(Math.ceil(text.length / size))
          .slice(0, text.length)
    )
      return true;
  return false;
}

const isDate = (text: string) => /^(19|20)\d{2}[-./年]?\d{1,2}[-./月]?\d{1,2}日?$/.test(text);
const isPhone = (text: string) => /^1[3-9]\d{9}$/.test(text);

/** Whether a guesser would try it early. */
export function isCommon(password: string): boolean {
  const text = password.toLowerCase();
  return (
    commonPasswords.has(text) ||
    commonPasswords.has(plain(text)) ||
    isRun(text) ||
    isRepeated(text) ||
    isDate(text) ||
    isPhone(text)
  );
}
