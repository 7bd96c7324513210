import { Modal } from "antd";
import { defineWords } from "../parts/words.ts";
import type { Action } from "./action.ts";
import { Keys } from "./keys.tsx";

const t = defineWords({ title: ["快捷键", "Keyboard shortcuts"] });

type Props = { open: boolean; actions: readonly Action[]; onClose: () => void };

/** Every key of the page, by group, opened with `?`. */
export function ShortcutSheet({ open, actions, onClose }: Props) {
  const withKeys = actions.filter(({ keys }) => keys);
  const groups = [...new Set(withKeys.map(({ group }) => group))];
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t("title")} width={760} destroyOnHidden>
      <div className="shortcut-sheet">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {withKeys
                .filter((action) => action.group === group)
                .map((action) => (
                  <div key={action.id}>
                    <dt>{action.label}</dt>
                    <dd>
                      <Keys keys={action.keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
