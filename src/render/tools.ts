export const renderTools = (..._: unknown[]) => "";
