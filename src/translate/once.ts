/**
 * A loader that is asked often and loads once: Node resolves a module anew at every `import()`, which takes longer than a whole
 * translation.
 */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
