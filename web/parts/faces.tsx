/** The five levels of satisfaction (非常满意 … 非常不满意), as faces with words; on the evaluator and on the phone. */
import { type RatingReason, ratingWords } from "./rating-words.ts";
import "./faces.css";

export const levels = [5, 4, 3, 2, 1] as const;
export type Level = (typeof levels)[number];

/** From here down the customer is asked why (contract: `hall.rating_reason`). */
export const asksWhy = (level: Level): boolean => level <= 2;

const mouths: Readonly<Record<Level, string>> = {
  5: "M16 29c3 8 13 8 16 0z",
  4: "M16 30c4 5 12 5 16 0",
  3: "M16 32h16",
  2: "M16 34c4-5 12-5 16 0",
  1: "M15 36c4-8 14-8 18 0",
};
const tints: Readonly<Record<Level, string>> = {
  5: "#1a7f37",
  4: "#3c8c3f",
  3: "#8a6d00",
  2: "#b4540a",
  1: "#b42318",
};

export function Face({ level }: { level: Level }) {
  return (
    <svg className="face" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <circle cx="24" cy="24" r="21" fill={tints[level]} />
      <circle cx="17" cy="20" r="2.6" fill="#fff" />
      <circle cx="31" cy="20" r="2.6" fill="#fff" />
      <path
        d={mouths[level]}
        fill={level === 5 ? "#fff" : "none"}
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      {level === 1 && (
        <path d="M12 14l7 3M36 14l-7 3" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
      )}
    </svg>
  );
}

type FacesProps = { onLevel: (level: Level) => void; disabled?: boolean };

export function Faces({ onLevel, disabled = false }: FacesProps) {
  return (
    <div className="faces">
      {levels.map((level) => (
        <button type="button" key={level} disabled={disabled} onClick={() => onLevel(level)}>
          <Face level={level} />
          {ratingWords(`level${level}`)}
        </button>
      ))}
    </div>
  );
}

type ReasonsProps = { chosen: readonly RatingReason[]; onToggle: (reason: RatingReason) => void };

export function Reasons({ chosen, onToggle }: ReasonsProps) {
  return (
    <div className="face-reasons">
      {(["long-wait", "attitude", "unfamiliar", "unsolved", "equipment", "other"] as const).map((reason) => (
        <button
          type="button"
          key={reason}
          aria-pressed={chosen.includes(reason)}
          onClick={() => onToggle(reason)}
        >
          {ratingWords(reason)}
        </button>
      ))}
    </div>
  );
}
