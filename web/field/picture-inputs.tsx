/** Photos by the camera, made small before they are kept; and the customer's signature by finger. */
import { type ChangeEvent, useEffect, useMemo, useState } from "react";
import type { FormField } from "../../contracts/orders/shapes.ts";
import { Icon } from "../parts/icons.tsx";
import { freshId } from "../parts/ids.ts";
import { SignaturePad } from "../parts/signature/signature-pad.tsx";
import { now } from "../parts/time.ts";
import { blobOf, shrunk } from "./pictures.ts";
import type { Picture } from "./store.ts";
import { t } from "./words.ts";

type Props = {
  field: FormField;
  pictures: readonly Picture[];
  onPictures: (pictures: readonly Picture[]) => void;
};

const fresh = (field: string, kind: Picture["kind"], blob: Blob): Picture => ({
  key: freshId(),
  field,
  kind,
  blob,
  takenAt: now().toString({ smallestUnit: "millisecond" }),
});

export function PhotoInput({ field, pictures, onPictures }: Props) {
  const [isBad, setBad] = useState(false);
  const [isBusy, setBusy] = useState(false);
  async function take({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const files = [...(target.files ?? [])];
    target.value = "";
    setBad(false);
    setBusy(true);
    try {
      const made: Picture[] = [];
      for (const file of files) made.push(fresh(field.key, "photo", await shrunk(file)));
      onPictures([...pictures, ...made]);
    } catch {
      setBad(true);
    }
    setBusy(false);
  }
  return (
    <>
      <div className="field-photos">
        {pictures.map((picture, index) => (
          <div key={picture.key}>
            <Photo blob={picture.blob} label={t("photoOf", { n: index + 1 })} />
            <button
              type="button"
              aria-label={t("remove", { n: index + 1 })}
              onClick={() => onPictures(pictures.filter(({ key }) => key !== picture.key))}
            >
              <Icon name="cross" />
            </button>
          </div>
        ))}
        <label className="field-camera">
          <Icon name="camera" size="1.6rem" />
          {isBusy ? "…" : t("takePhoto")}
          <input type="file" accept="image/*" capture="environment" multiple onChange={take} />
        </label>
      </div>
      {isBad && (
        <p className="problem" role="alert">
          {t("badPhoto")}
        </p>
      )}
    </>
  );
}

function Photo({ blob, label }: { blob: Blob; label: string }) {
  const url = useMemo(() => URL.createObjectURL(blob), [blob]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img src={url} alt={label} />;
}

export function SignatureInput({ field, pictures, signerHint, onPictures }: Props & { signerHint: string }) {
  const [isOpen, setOpen] = useState(false);
  const signed = pictures.at(-1);
  if (isOpen)
    return (
      <SignaturePad
        signerName={signerHint}
        onDone={({ png }) => {
          onPictures([fresh(field.key, "signature", blobOf(png))]);
          setOpen(false);
        }}
      />
    );
  return (
    <div className="field-signature">
      {signed && <Photo blob={signed.blob} label={t("signedBy")} />}
      <button type="button" onClick={() => setOpen(true)}>
        {signed ? t("signAgain") : t("sign")}
      </button>
    </div>
  );
}
