/** A small dialog to choose one thing by keyboard: digits or arrows choose, Enter does it, Escape leaves. */
import { Button, Input, type InputRef, Modal } from "antd";
import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { defineWords } from "../parts/words.ts";

const t = defineWords({
  do: ["确定", "OK"],
  cancel: ["取消", "Cancel"],
  reason: ["原因", "Reason"],
  keys: ["数字键选择，回车确定，Esc 取消", "Digits choose, Enter confirms, Esc cancels"],
});

export type Choice = { value: string; label: string; detail?: string | undefined; group?: string };
type Props = {
  title: string;
  choices: readonly Choice[];
  chosen?: string;
  /** A reason is asked for; these can be taken as they are. */
  reasons?: readonly string[];
  /** Shown when there is nothing to choose. */
  empty?: string;
  onDo: (value: string, reason: string) => void;
  onClose: () => void;
};

export function ChoiceDialog({ title, choices, chosen, reasons, empty, onDo, onClose }: Props) {
  const id = useId();
  const [value, setValue] = useState(chosen ?? choices[0]?.value);
  const [reason, setReason] = useState(reasons?.[0] ?? "");
  const reasonField = useRef<InputRef>(null);
  const ready = value !== undefined && (!reasons || reason.trim().length >= 2);
  const send = () => {
    if (ready) onDo(value, reason.trim());
  };
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const typing = event.target === reasonField.current?.input;
    const choice = typing ? undefined : choices[Number(event.key) - 1];
    if (choice) setValue(choice.value);
    // Enter on a button presses that button, as everywhere.
    else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) send();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    // On the window: a clerk answers faster than the dialog, fading in, takes the focus.
    const listener = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
  const groups = [...new Set(choices.map(({ group }) => group))];
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      width={520}
      destroyOnHidden
      footer={
        <div className="choice-foot">
          <small>{t("keys")}</small>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" disabled={!ready} onClick={send}>
            {t("do")} <kbd>↵</kbd>
          </Button>
        </div>
      }
    >
      <div>
        {choices.length === 0 && <p className="quiet">{empty}</p>}
        {groups.map((group) => (
          <fieldset key={group ?? ""} className="choices">
            <legend className={group ? "" : "visually-hidden"}>{group ?? title}</legend>
            {choices
              .filter((choice) => choice.group === group)
              .map((choice) => (
                <label key={choice.value} className={choice.value === value ? "is-chosen" : ""}>
                  <input
                    type="radio"
                    name={id}
                    // biome-ignore lint/a11y/noAutofocus: the dialog opens to be answered
                    autoFocus={choice.value === value}
                    checked={choice.value === value}
                    onChange={() => setValue(choice.value)}
                  />
                  <ChoiceKey place={choices.indexOf(choice) + 1} />
                  <span>{choice.label}</span>
                  {choice.detail && <small>{choice.detail}</small>}
                </label>
              ))}
          </fieldset>
        ))}
        {reasons && (
          <div className="choice-reason">
            <label htmlFor={`${id}-reason`}>{t("reason")}</label>
            <Input
              id={`${id}-reason`}
              ref={reasonField}
              value={reason}
              maxLength={100}
              onChange={({ target }) => setReason(target.value)}
              onFocus={({ target }) => target.select()}
            />
            <div className="choice-presets">
              {reasons.map((preset) => (
                <Button key={preset} size="small" onClick={() => setReason(preset)}>
                  {preset}
                </Button>
              ))}
            </div>
          </div>
        )}
      </div>
    </Modal>
  );
}

const ChoiceKey = ({ place }: { place: number }) => (
  <kbd className="choice-key">{place <= 9 ? place : ""}</kbd>
);
