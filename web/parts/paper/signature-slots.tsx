/** Where people sign: empty for the pen, or the ink that was given on the pad. */
import type { CSSProperties } from "react";
import type { PaperSignature, SectionOf } from "../../../contracts/orders/papers.ts";
import { fitStrokes } from "../../../contracts/orders/strokes.ts";
import { dayAndTime } from "../time.ts";
import { t } from "./words.ts";

const room = { width: 132, height: 40 };

type Props = { section: SectionOf<"signatures">; signatures: readonly PaperSignature[] };

export function SignatureSlots({ section: { statement, columns, slots }, signatures }: Props) {
  return (
    <>
      {statement && <p className="paper-statement">{statement}</p>}
      <div className="paper-slots" style={{ "--slots": columns } as CSSProperties}>
        {slots.map(({ key, label, hasSeal }) => (
          <div key={key}>
            <p>
              {label.zh}
              {hasSeal ? "（签章）" : "（签名）"}
              {label.en && <small lang="en">{label.en}</small>}
            </p>
            <Signed signature={signatures.find(({ slot }) => slot === key)} />
          </div>
        ))}
      </div>
    </>
  );
}

function Signed({ signature }: { signature: PaperSignature | undefined }) {
  if (!signature) return <p className="paper-unsigned">年　　月　　日</p>;
  const label = t("signatureOf", { name: signature.signerName });
  return (
    <>
      {signature.strokes ? (
        <svg viewBox={`0 0 ${room.width} ${room.height}`} role="img" aria-label={label}>
          <path
            d={fitStrokes(signature.strokes, room)}
            fill="none"
            stroke="#000"
            strokeWidth="1.6"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      ) : (
        <img src={signature.png} alt={label} />
      )}
      <p>
        {signature.signerName}　{dayAndTime(signature.signedAt)}
      </p>
      <p className="paper-hash">所签文件 {signature.documentHash}</p>
    </>
  );
}
