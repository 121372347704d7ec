// A browser with a Vietnamese voice that speaks into window.spoken at once.
window.spoken = [];
window.utterances = [];
window.SpeechSynthesisUtterance = class {
  constructor(text) {
    this.text = text;
  }
};
Object.defineProperty(window, "speechSynthesis", {
  value: {
    getVoices: () => [{ lang: "vi-VN", name: "Vietnamese" }],
    speak(utterance) {
      window.spoken.push(utterance.text);
      window.utterances.push([utterance.text, utterance.lang]);
      utterance.onend();
    },
    cancel() {},
    pause() {},
    resume() {},
    addEventListener() {},
  },
});
