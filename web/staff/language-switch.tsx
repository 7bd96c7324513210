import { Button } from "antd";
import { setLanguage, useLanguage } from "../parts/words.ts";

/** One press to the other language; it says the language that it leads to. */
export function LanguageSwitch() {
  const language = useLanguage();
  const [other, label] = language === "zh" ? (["en", "English"] as const) : (["zh", "中文"] as const);
  return (
    <Button type="text" lang={other} onClick={() => setLanguage(other)}>
      {label}
    </Button>
  );
}
