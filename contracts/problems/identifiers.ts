import type { ProblemText } from "../problems.ts";

/** Refusals of numbers and names that people type: each says which character is wrong, and what to do. */
export const identifierProblems = {
  "customers.id_character": {
    kind: "invalid",
    zh: "身份证号第 {position} 位“{character}”不对：前 17 位只能是数字，末位是数字或 X。",
    en: 'Character {position} of the ID number, "{character}", does not belong: 17 digits, then a digit or X.',
  },
  "customers.id_length": {
    kind: "invalid",
    zh: "身份证号应为 {expected} 位，现在是 {length} 位，请核对有无漏输或多输。",
    en: "An ID number has {expected} characters; this one has {length}. Look for one missing or typed twice.",
  },
  "customers.id_old": {
    kind: "invalid",
    zh: "这是 15 位的旧身份证号，已停止使用，请输入 18 位证件号。",
    en: "This is a former 15-digit ID number, no longer in use; enter the 18-digit one.",
  },
  "customers.id_region": {
    kind: "invalid",
    zh: "身份证号第 {from}–{to} 位“{region}”不是有效的地区代码，请核对。",
    en: 'Characters {from}–{to} of the ID number, "{region}", are no region; compare with the card.',
  },
  "customers.id_date": {
    kind: "invalid",
    zh: "身份证号第 {from}–{to} 位“{characters}”不是存在的出生日期，请核对。",
    en: 'Characters {from}–{to} of the ID number, "{characters}", make a date of birth that does not exist.',
  },
  "customers.id_future": {
    kind: "invalid",
    zh: "身份证号第 {from}–{to} 位的出生日期晚于今天，请核对。",
    en: "Characters {from}–{to} of the ID number are a date of birth after today; compare with the card.",
  },
  "customers.id_check": {
    kind: "invalid",
    zh: "身份证号校验不通过：18 位中至少有一位不对，请对照证件逐位核对。",
    en: "The ID number's check digit does not fit: at least one of the 18 is wrong; compare with the card.",
  },
  "customers.id_check_one": {
    kind: "invalid",
    zh: "身份证号校验不通过：第 {position} 位“{from}”很可能应为“{to}”，请对照证件核对。",
    en: 'The ID number\'s check digit does not fit: character {position}, "{from}", is probably "{to}".',
  },
  "customers.id_check_swap": {
    kind: "invalid",
    zh: "身份证号校验不通过：第 {position}、{next} 位很可能颠倒了，请对照证件核对。",
    en: "The ID number's check digit does not fit: characters {position} and {next} are probably swapped.",
  },
  "customers.credit_character": {
    kind: "invalid",
    zh: "统一社会信用代码第 {position} 位“{character}”不对：第 3–8 位是数字，其余不含 I、O、S、V、Z。",
    en: 'Character {position} of the credit code, "{character}", does not belong: 3–8 are digits; I, O, S, V, Z never occur.',
  },
  "customers.credit_length": {
    kind: "invalid",
    zh: "统一社会信用代码应为 {expected} 位，现在是 {length} 位，请核对有无漏输或多输。",
    en: "A credit code has {expected} characters; this one has {length}.",
  },
  "customers.credit_check": {
    kind: "invalid",
    zh: "统一社会信用代码校验不通过：18 位中至少有一位不对，请对照营业执照逐位核对。",
    en: "The credit code's check character does not fit: at least one of the 18 is wrong; compare with the licence.",
  },
  "customers.credit_check_one": {
    kind: "invalid",
    zh: "统一社会信用代码校验不通过：第 {position} 位“{from}”很可能应为“{to}”，请对照营业执照核对。",
    en: 'The credit code\'s check character does not fit: character {position}, "{from}", is probably "{to}".',
  },
  "customers.credit_check_swap": {
    kind: "invalid",
    zh: "统一社会信用代码校验不通过：第 {position}、{next} 位很可能颠倒了，请对照营业执照核对。",
    en: "The credit code's check character does not fit: characters {position} and {next} are probably swapped.",
  },
  "customers.credit_organisation": {
    kind: "invalid",
    zh: "统一社会信用代码第 {from}–{to} 位（主体标识码）自身校验不通过，请对照营业执照核对。",
    en: "Characters {from}–{to} of the credit code (the organisation code) do not fit their own check; compare with the licence.",
  },
  "customers.paper_character": {
    kind: "invalid",
    zh: "证件号第 {position} 位“{character}”不对：只能是字母和数字。",
    en: 'Character {position} of the paper\'s number, "{character}", does not belong: letters and digits only.',
  },
  "customers.paper_length": {
    kind: "invalid",
    zh: "该证件号应为 {least}–{most} 位，现在是 {length} 位。",
    en: "The number of this paper has {least}–{most} characters; this one has {length}.",
  },
  "customers.phone_character": {
    kind: "invalid",
    zh: "电话号码第 {position} 位“{character}”不对：只能是数字。",
    en: 'Character {position} of the phone number, "{character}", does not belong: digits only.',
  },
  "customers.phone_length": {
    kind: "invalid",
    zh: "手机号应为 {expected} 位，现在是 {length} 位。",
    en: "A mobile number has {expected} digits; this one has {length}.",
  },
  "customers.phone_start": {
    kind: "invalid",
    zh: "手机号第 {position} 位“{character}”不对：手机号以 13 至 19 开头。",
    en: 'Digit {position} of the mobile number, "{character}", is wrong: mobiles begin with 13 to 19.',
  },
  "customers.phone_kind": {
    kind: "invalid",
    zh: "请输入 11 位手机号，或带区号的固定电话（如 010 开头）。",
    en: "Enter a mobile number of 11 digits, or a landline with its area code.",
  },
  "customers.landline": {
    kind: "invalid",
    zh: "固定电话不对：区号（3–4 位，0 开头）加 7–8 位号码，现在共 {length} 位。",
    en: "Not a landline: area code (3–4 digits from 0) and 7–8 digits; this one has {length} in all.",
  },
  "customers.card_character": {
    kind: "invalid",
    zh: "银行账号第 {position} 位“{character}”不对：只能是数字。",
    en: 'Character {position} of the bank number, "{character}", does not belong: digits only.',
  },
  "customers.card_length": {
    kind: "invalid",
    zh: "银行账号应为 {least}–{most} 位，现在是 {length} 位。",
    en: "The bank number has {least}–{most} digits; this one has {length}.",
  },
  "customers.card_check": {
    kind: "invalid",
    zh: "银行卡号校验不通过：至少有一位不对，请对照卡面逐位核对。",
    en: "The card number's check digit does not fit: at least one digit is wrong; compare with the card.",
  },
  "customers.card_check_one": {
    kind: "invalid",
    zh: "银行卡号校验不通过：第 {position} 位“{from}”很可能应为“{to}”，请对照卡面核对。",
    en: 'The card number\'s check digit does not fit: digit {position}, "{from}", is probably "{to}".',
  },
  "customers.card_check_swap": {
    kind: "invalid",
    zh: "银行卡号校验不通过：第 {position}、{next} 位很可能颠倒了，请对照卡面核对。",
    en: "The card number's check digit does not fit: digits {position} and {next} are probably swapped.",
  },
  "customers.account_character": {
    kind: "invalid",
    zh: "户号第 {position} 位“{character}”不符合本公司的户号格式，请核对。",
    en: 'Character {position} of the account number, "{character}", does not fit the company\'s format.',
  },
  "customers.account_length": {
    kind: "invalid",
    zh: "户号应为 {expected} 位，现在是 {length} 位。",
    en: "An account number has {expected} characters; this one has {length}.",
  },
  "customers.name_empty": {
    kind: "invalid",
    zh: "请输入姓名或名称。",
    en: "Enter the name.",
  },
  "customers.name_long": {
    kind: "invalid",
    zh: "姓名或名称最多 {most} 个字，现在是 {length} 个。",
    en: "A name has at most {most} characters; this one has {length}.",
  },
  "customers.name_character": {
    kind: "invalid",
    zh: "姓名第 {position} 个字是看不见的控制字符（{character}），请删去后重输。",
    en: "Character {position} of the name cannot be seen ({character}); delete it and type the name again.",
  },
  "customers.name_emoji": {
    kind: "invalid",
    zh: "姓名第 {position} 个字“{character}”是表情符号，证件姓名中没有，请删去。",
    en: 'Character {position} of the name, "{character}", is a picture; a legal name has none. Delete it.',
  },
} as const satisfies Record<string, ProblemText>;
