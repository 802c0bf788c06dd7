// What a layer may say to whoever keeps the log, without knowing who that is.

export type LogLevel = 'error' | 'warn' | 'info' | 'debug' | 'trace';

export type Log = (level: LogLevel, message: string) => void;
