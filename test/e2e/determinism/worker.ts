import { digestOf } from './digest.ts';

onmessage = ({ data }: MessageEvent<{ text: string; seed: number }>) => postMessage(digestOf(data));
