import { BodyService, type Question } from './service';

const service = new BodyService();

self.onmessage = ({ data }: MessageEvent<{ number: number; question: Question }>) => {
  try {
    self.postMessage({ number: data.number, answer: service.answer(data.question) });
  } catch (error) {
    self.postMessage({ number: data.number, error: String(error) });
  }
};
