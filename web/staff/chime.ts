/** Two soft notes. Browsers allow sound once the person has pressed something, which a clerk has. */
let audio: AudioContext | undefined;

export function chime(): void {
  audio ??= new AudioContext();
  const start = audio.currentTime;
  for (const [index, hertz] of [880, 1174.7].entries()) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const at = start + index * 0.16;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.12, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.5);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.55);
  }
}
