/** Sound on this screen: allowed by one tap where the browser needs it, and off where another screen speaks already. */
import { useEffect, useState } from "react";
import { Icon } from "../parts/icons.tsx";
import { allowSound, hasVoice, soundAllowed } from "../parts/speech.ts";
import { defineWords } from "../parts/words.ts";

const t = defineWords({
  start: ["点一下开启声音", "Tap to start the sound"],
  on: ["声音开", "Sound on"],
  off: ["声音关", "Sound off"],
  noVoice: ["无中文语音，仅提示音", "No Chinese voice: chime only"],
});

const store = "mingchuang.display.muted";

export type Sound = { isMuted: boolean; isAllowed: boolean; isVoiceless: boolean; toggle: () => void };

export function useSound(): Sound {
  const [isMuted, setMuted] = useState(() => localStorage.getItem(store) === "yes");
  const [isAllowed, setAllowed] = useState(soundAllowed);
  const [isVoiceless, setVoiceless] = useState(false);
  useEffect(() => {
    // Voices load late in some browsers.
    const timer = setTimeout(() => setVoiceless(!hasVoice("zh-CN")), 3_000);
    const look = setInterval(() => setAllowed(soundAllowed()), 2_000);
    return () => {
      clearTimeout(timer);
      clearInterval(look);
    };
  }, []);
  const toggle = () => {
    if (!isAllowed) {
      void allowSound().then(setAllowed);
      return;
    }
    localStorage.setItem(store, isMuted ? "no" : "yes");
    setMuted(!isMuted);
  };
  return { isMuted, isAllowed, isVoiceless, toggle };
}

export function SoundSwitch({ sound: { isMuted, isAllowed, isVoiceless, toggle } }: { sound: Sound }) {
  const words = isAllowed ? t(isMuted ? "off" : "on") : t("start");
  return (
    <button
      type="button"
      className={`display-sound ${isAllowed ? "" : "ask"}`}
      aria-pressed={!isMuted}
      onClick={toggle}
    >
      <Icon name="sound" /> {words}
      {isAllowed && !isMuted && isVoiceless && <small> · {t("noVoice")}</small>}
    </button>
  );
}
