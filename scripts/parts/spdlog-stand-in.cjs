// Takes the place of @vscode/spdlog (a native module without prebuilt binary) in the code-server of the tests.
// It writes the log files that VS Code's Output panel shows; it does not rotate them, for a test run never fills one.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const labels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const info = labels.indexOf('info');
let levelOfNew = info;

class Logger {
  #file;
  #level = levelOfNew;
  #bare = false;

  constructor(_kind, _name, file) {
    this.#file = file;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, '');
  }

  getLevel() {
    return this.#level;
  }

  setLevel(level) {
    this.#level = level;
  }

  // VS Code formats the lines of output channels itself and asks for them to be written as they are.
  clearFormatters() {
    this.#bare = true;
  }

  setPattern() {
    this.#bare = false;
  }

  flush() {}

  drop() {}

  write(level, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    const line = this.#bare ? message : `${time} [${labels[level]}] ${message}\n`;
    try {
      fs.appendFileSync(this.#file, line);
    } catch (error) {
      // The folder goes away while VS Code shuts down; a logger has nobody to tell that to.
      if (error.code !== 'ENOENT') throw error;
    }
  }
}

for (const [level, method] of ['trace', 'debug', 'info', 'warn', 'error', 'critical'].entries()) {
  Logger.prototype[method] = function (message) {
    this.write(level, message);
  };
}

async function createLogger(name, file) {
  return new Logger('rotating', name, file);
}

// One assignment each: VS Code loads this with import(), and Node finds a CommonJS module's names by scanning its text.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = (level) => {
  levelOfNew = level;
};
exports.setFlushOn = () => {};
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
