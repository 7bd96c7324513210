/** Who has how much in hand: the places to drag work onto. */
import { Input } from "antd";
import { type DragEvent, useState } from "react";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import type { readBoard } from "../../../../contracts/orders/board.ts";
import { defineWords } from "../../../parts/words.ts";
import { usePostName } from "../queries.ts";
import { dragType } from "./board-columns.tsx";

const t = defineWords({
  title: ["人员（把卡片拖到人上）", "People (drag a card here)"],
  find: ["姓名或岗位", "Name or post"],
  load: ["在手 {n}", "{n} in hand"],
  over: ["超期 {n}", "{n} late"],
  none: ["没有这样的人", "Nobody like that"],
});

export type Person = ResultOf<typeof readBoard>["people"][number];
type Props = { people: readonly Person[]; onDrop: (stepId: string, staffId: string) => void };

export function PeopleList({ people, onDrop }: Props) {
  const postName = usePostName();
  const [text, setText] = useState("");
  const wanted = text.trim();
  const found = people.filter(
    ({ name, post }) => wanted === "" || name.includes(wanted) || postName(post).includes(wanted),
  );
  const heaviest = Math.max(1, ...people.map(({ openSteps }) => openSteps));
  return (
    <aside className="board-people" aria-label={t("title")}>
      <h3>{t("title")}</h3>
      <Input
        size="small"
        allowClear
        aria-label={t("find")}
        placeholder={t("find")}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <ul tabIndex={0} aria-label={t("title")}>
        {found.map((person) => (
          <Target
            key={person.staffId}
            person={person}
            post={postName(person.post)}
            share={person.openSteps / heaviest}
            onDrop={(stepId) => onDrop(stepId, person.staffId)}
          />
        ))}
        {found.length === 0 && <li className="order-quiet">{t("none")}</li>}
      </ul>
    </aside>
  );
}

type TargetProps = { person: Person; post: string; share: number; onDrop: (stepId: string) => void };

function Target({ person, post, share, onDrop }: TargetProps) {
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(dragType)) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const stepId = event.dataTransfer.getData(dragType);
    if (stepId) onDrop(stepId);
  };
  return (
    <li
      className={isOver ? "is-target" : ""}
      data-person={person.staffId}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <b>{person.name}</b>
      <span>{post}</span>
      <small>
        {t("load", { n: person.openSteps })}
        {person.over > 0 && <em> {t("over", { n: person.over })}</em>}
      </small>
      <i style={{ width: `${Math.round(share * 100)}%` }} />
    </li>
  );
}
