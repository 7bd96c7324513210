/** Speaking and chiming in a browser. Everything here works or stays silent: a hall without a voice still has a screen. */

type Spoken = { readonly text: string; readonly lang: "zh-CN" | "en-US" };

let context: AudioContext | undefined;

/** Whether sound may be played: browsers want one tap first, unless they were started for a screen on a wall. */
export const soundAllowed = (): boolean => {
  context ??= new AudioContext();
  return context.state === "running";
};

/** Call from a tap. */
export async function allowSound(): Promise<boolean> {
  context ??= new AudioContext();
  await context.resume();
  return soundAllowed();
}

/** Two soft tones, as in an airport; about a second. */
export async function chime(): Promise<void> {
  if (context?.state !== "running") return;
  const start = context.currentTime;
  for (const [at, hertz] of [
    [0, 659.3],
    [0.35, 523.3],
  ] as const) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.0001, start + at);
    volume.gain.exponentialRampToValueAtTime(0.35, start + at + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + at + 0.7);
    tone.connect(volume).connect(context.destination);
    tone.start(start + at);
    tone.stop(start + at + 0.75);
  }
  await new Promise((resolve) => setTimeout(resolve, 1_100));
}

export const hasVoice = (lang: Spoken["lang"]): boolean =>
  "speechSynthesis" in globalThis &&
  speechSynthesis.getVoices().some((voice) => voice.lang.startsWith(lang.slice(0, 2)));

/** Settles when it has been said. Some browsers never tell the end of an utterance: then after a while. */
export async function say({ text, lang }: Spoken): Promise<void> {
  if (!hasVoice(lang)) return;
  await new Promise<void>((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = lang;
    utterance.rate = 0.92;
    const timer = setTimeout(resolve, 12_000);
    utterance.onend = utterance.onerror = () => {
      clearTimeout(timer);
      resolve();
    };
    speechSynthesis.speak(utterance);
  });
}

const digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** A012 → A 零一二: read out digit by digit, as clerks do. */
export const numberInChinese = (number: string): string =>
  `${number.slice(0, 1)} ${[...number.slice(1)].map((digit) => digits[Number(digit)] ?? digit).join("")}`;

/** A012 → A 0 1 2 */
export const numberInEnglish = (number: string): string => [...number].join(" ");
