/** A lesson's folder as data: see author/plugin.ts. */
declare module '*/lesson.md?lesson' {
  const lesson: import('./lesson.ts').Lesson;
  export default lesson;
}
declare module '*/lesson.md?about' {
  const about: import('./about.ts').About;
  export default about;
}
