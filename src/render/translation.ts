export const renderTranslation = (..._: unknown[]) => "";
